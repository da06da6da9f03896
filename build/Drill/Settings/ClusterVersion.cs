using System.Globalization;

namespace Drill.Settings;

/// <summary>The Kubernetes version that a cluster pretends to be of. It decides API versions and wording.</summary>
/// <param name="Minor">The minor version: 20 for Kubernetes 1.20.</param>
/// <param name="Patch">The patch version.</param>
public sealed record ClusterVersion(int Minor, int Patch)
{
    /// <summary>What a cluster is unless told otherwise.</summary>
    public static ClusterVersion Default { get; } = new(32, 4);

    /// <summary>The version that the tests on the real stack run on.</summary>
    public static ClusterVersion OfTheRealStack { get; } = new(20, 2);

    /// <summary><c>v1.32.4</c>.</summary>
    public string GitVersion => string.Create(CultureInfo.InvariantCulture, $"v1.{Minor}.{Patch}");

    /// <summary>The kubelet spoke to Docker until 1.23, and to containerd (on AKS and GKE) since; their errors read differently.</summary>
    internal bool RunsDocker => Minor < 24;
}
