using System.Reflection;
using k8s;
using k8s.Models;

namespace Clusters.Calls;

/// <summary>A collection of the Kubernetes API within a namespace.</summary>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Version">The group's version.</param>
/// <param name="Plural">The collection's name, such as <c>deployments</c>.</param>
/// <param name="Namespace">The namespace.</param>
public sealed record ResourceAddress(string Group, string Version, string Plural, string Namespace)
{
    /// <summary>Where the client library's model says that its kind lives.</summary>
    /// <typeparam name="T">A model such as <see cref="V1Deployment"/>.</typeparam>
    public static ResourceAddress Of<T>(string @namespace)
        where T : IKubernetesObject
    {
        var entity =
            typeof(T).GetCustomAttribute<KubernetesEntityAttribute>()
            ?? throw new InvalidOperationException($"{typeof(T).Name} is not a kind of the Kubernetes API");
        return new(entity.Group, entity.ApiVersion, entity.PluralName, @namespace);
    }

    /// <summary>The path below the server's address.</summary>
    public string Path =>
        $"{(Group.Length == 0 ? "api" : $"apis/{Group}")}/{Version}/namespaces/{Uri.EscapeDataString(Namespace)}/{Plural}";
}
