namespace Releases.Rollout.Diagnosis;

/// <summary>What the kubelet's waiting reasons mean for a rollout.</summary>
internal static class WaitingGrace
{
    // The words of engines for an image that is there, and that the node cannot run.
    private static readonly string[] HopelessPulls = ["no match for platform", "no matching manifest for"];

    // The words of registries and engines for an image that the registry does not give. Another pull may get it.
    private static readonly string[] RefusedPulls =
    [
        "manifest unknown",
        "manifest for",
        "not found",
        "denied",
        "unauthorized",
        "authentication required",
        "no basic auth credentials",
    ];

    // The words of an engine that is busy with the attempt before, or that did not answer the kubelet in time.
    private static readonly string[] SlowEngines = ["deadline exceeded", "is reserved for", "already in use"];

    /// <summary>How long the reason may last. <see langword="null"/> when the reason is no trouble.</summary>
    /// <param name="reason">The reason of a waiting container.</param>
    /// <param name="message">Its message.</param>
    public static TimeSpan? Of(string? reason, string message) =>
        reason switch
        {
            "InvalidImageName" or "ErrImageNeverPull" => Grace.None,
            "CreateContainerError" or "RunContainerError" => message.HasAny(SlowEngines)
                ? Grace.SlowEngine
                : Grace.None,
            "CreateContainerConfigError" => ConfigurationGrace(message),
            "ErrImagePull" or "ImagePullBackOff" or "ImageInspectError" or "RegistryUnavailable" => PullGrace(message),
            CrashLoop.Reason => Grace.CrashLoop,
            _ => null,
        };

    // An engine may call an image without the node's platform not found.
    private static TimeSpan PullGrace(string message) =>
        message.HasAny(HopelessPulls) ? Grace.None
        : message.HasAny(RefusedPulls) ? Grace.RefusedPull
        : Grace.ImagePull;

    private static TimeSpan ConfigurationGrace(string message) =>
        IsCacheDelay(message) ? Grace.ConfigurationCache
        : message.HasAny("not found") ? Grace.MissingConfiguration
        : Grace.None;

    private static bool IsCacheDelay(string message) => message.HasAny("failed to sync") && message.HasAny("cache");
}
