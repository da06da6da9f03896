namespace Drill.Kubelet;

/// <summary>How a pull of an image ended.</summary>
internal enum PullOutcome
{
    Pulled,

    /// <summary>The registry knows no such manifest.</summary>
    ManifestUnknown,

    /// <summary>The registry did not answer in time; another attempt may succeed.</summary>
    RegistryTimeout,
}
