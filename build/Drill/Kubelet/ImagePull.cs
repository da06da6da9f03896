using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Drill.Json;
using Drill.Registry;

namespace Drill.Kubelet;

/// <summary>Pulls a container's image to the node, by the container's pull policy.</summary>
internal sealed partial class ImagePull(NodeAgent node, PodWorker pod, JsonObject spec)
{
    private readonly BackOff _backOff = new();
    private int _attempts;

    public string Reference { get; } = spec.Text("image") ?? "";

    public string Id => $"{Reference.Split(':', '@')[0]}@sha256:{ObjectNames.Digest(Reference)}";

    /// <param name="present">Called when the image is on the node.</param>
    /// <param name="failed">
    /// Called when a pull has failed, with its message and the seconds until the next attempt.
    /// </param>
    /// <param name="hopeless">Called when no pull is tried, with the waiting reason and message.</param>
    public void Fetch(Action present, Action<string, int> failed, Action<string, string> hopeless)
    {
        var name = spec.Text("name");
        var policy = spec.Text("imagePullPolicy");
        if (!ReferenceForm().IsMatch(Reference))
        {
            var message = KubeletMessages.InvalidImage(Reference);
            pod.Warn("InspectFailed", message, name);
            hopeless("InvalidImageName", message);
        }
        else if (policy != "Always" && node.Images.IsOnNode(Reference))
        {
            pod.Note("Pulled", $"Container image \"{Reference}\" already present on machine", name);
            present();
        }
        else if (policy == "Never")
        {
            var message = $"Container image \"{Reference}\" is not present with pull policy of Never";
            pod.Warn("ErrImageNeverPull", message, name);
            hopeless("ErrImageNeverPull", message);
        }
        else
        {
            pod.Note("Pulling", $"Pulling image \"{Reference}\"", name);
            pod.After(node.Plane.Pace.Pull, () => Complete(present, failed));
        }
    }

    private void Complete(Action present, Action<string, int> failed)
    {
        if ((node.Trouble.Pull(pod.Key, Reference, ++_attempts) ?? FromRegistry()) is not { } failure)
        {
            node.Images.Keep(Reference);
            pod.Note("Pulled", $"Successfully pulled image \"{Reference}\"", spec.Text("name"));
            present();
            return;
        }

        _backOff.Next();
        failed(pod.Messages.PullFailed(failure, Reference), _backOff.Seconds);
    }

    private PullFailure? FromRegistry() => node.Images.Exists(Reference) ? null : PullFailure.ManifestUnknown;

    /// <summary>
    /// The grammar of a reference (distribution/reference): host and path in lower case, tag, digest.
    /// </summary>
    [GeneratedRegex(
        @"\A([\w.-]+(:[0-9]+)?/)?[a-z0-9]+([._/-]+[a-z0-9]+)*(:\w[\w.-]{0,127})?(@[a-z0-9]+:[0-9a-f]{32,})?\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex ReferenceForm();
}

/// <summary>The images that can be pulled, and the images that the node already has.</summary>
internal sealed class NodeImages
{
    private readonly HashSet<string> _present = new(StringComparer.Ordinal);

    /// <summary>
    /// Decides whether the registry has the image of a full reference. The default says yes to every image.
    /// </summary>
    public Func<string, bool> Exists { get; set; } = _ => true;

    public bool IsOnNode(string image) => _present.Contains(image);

    public void Keep(string image) => _present.Add(image);
}
