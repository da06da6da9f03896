namespace Releases.Rollout.Diagnosis;

/// <summary>What the kubelet's waiting reasons mean for a rollout.</summary>
internal static class WaitingGrace
{
    // The words of registries and engines for an image that will not appear by waiting.
    private static readonly string[] HopelessPulls =
    [
        "manifest unknown",
        "manifest for",
        "not found",
        "denied",
        "unauthorized",
        "authentication required",
        "no basic auth credentials",
        "no match for platform",
    ];

    /// <summary>How long the reason may last. <see langword="null"/> when the reason is no trouble.</summary>
    /// <param name="reason">The reason of a waiting container.</param>
    /// <param name="message">Its message.</param>
    public static TimeSpan? Of(string? reason, string message) =>
        reason switch
        {
            "InvalidImageName" or "ErrImageNeverPull" or "CreateContainerError" or "RunContainerError" => Grace.None,
            "CreateContainerConfigError" => IsCacheDelay(message) ? Grace.ConfigurationCache : Grace.None,
            "ErrImagePull" or "ImagePullBackOff" or "ImageInspectError" or "RegistryUnavailable" => PullGrace(message),
            CrashLoop.Reason => Grace.CrashLoop,
            _ => null,
        };

    private static TimeSpan PullGrace(string message) =>
        HopelessPulls.Any(sign => message.Contains(sign, StringComparison.OrdinalIgnoreCase))
            ? Grace.None
            : Grace.ImagePull;

    private static bool IsCacheDelay(string message) =>
        message.Contains("failed to sync", StringComparison.OrdinalIgnoreCase)
        && message.Contains("cache", StringComparison.OrdinalIgnoreCase);
}
