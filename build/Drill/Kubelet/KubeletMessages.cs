using Drill.Settings;

namespace Drill.Kubelet;

/// <summary>The messages of a kubelet and its container runtime, in the wording of the cluster's version.</summary>
internal sealed class KubeletMessages(ClusterVersion version)
{
    public string PullFailed(PullFailure failure, string image) =>
        version.RunsDocker ? PullFailedInDocker(failure, image) : PullFailedInContainerd(failure, image);

    public string BackOffRestart(string container, string pod, string ns, string uid) =>
        version.Minor < 26
            ? "Back-off restarting failed container"
            : $"Back-off restarting failed container {container} in pod {pod}_{ns}({uid})";

    public static string CrashLoop(int seconds, string container, string pod, string ns, string uid)
    {
        var span = seconds >= 60 ? $"{seconds / 60}m{seconds % 60}s" : $"{seconds}s";
        return $"back-off {span} restarting failed container={container} pod={pod}_{ns}({uid})";
    }

    public static string BackOffPull(string image) => $"Back-off pulling image \"{image}\"";

    public static string InvalidImage(string image) =>
        $"Failed to apply default image tag \"{image}\": couldn't parse image reference \"{image}\": invalid reference format";

    private static string Host(string image) => image.Split('/')[0];

    private static string PullFailedInDocker(PullFailure failure, string image) =>
        "rpc error: code = Unknown desc = Error response from daemon: "
        + failure switch
        {
            PullFailure.RegistryTimeout => $"Get \"https://{Host(image)}/v2/\": net/http: request canceled while"
                + " waiting for connection (Client.Timeout exceeded while awaiting headers)",
            PullFailure.ManifestUnknown => $"manifest for {image} not found: manifest unknown: manifest unknown",
        };

    private static string PullFailedInContainerd(PullFailure failure, string image)
    {
        var resolving = $"failed to pull and unpack image \"{image}\": failed to resolve reference \"{image}\": ";
        return failure switch
        {
            PullFailure.RegistryTimeout => resolving
                + $"failed to do request: Head \"https://{Host(image)}/v2/\": dial tcp: i/o timeout",
            PullFailure.ManifestUnknown => $"rpc error: code = NotFound desc = {resolving}{image}: not found",
        };
    }
}
