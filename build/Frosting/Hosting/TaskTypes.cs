using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Hosting;

/// <summary>Finds the tasks of assemblies.</summary>
internal static class TaskTypes
{
    /// <summary>Registers every exported task of the assemblies; an internal class is not one.</summary>
    public static void Register(IServiceCollection services, IEnumerable<Assembly?> assemblies)
    {
        foreach (var assembly in assemblies)
        foreach (var type in assembly?.GetExportedTypes() ?? [])
            if (type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask)))
                services.AddSingleton(typeof(IFrostingTask), type);
    }
}
