using System.Text.Json.Nodes;
using Drill.Json;

namespace Drill.Kubelet;

/// <summary>
/// Prepares what a container needs before it can run: the ConfigMaps and Secrets of its environment, and its image.
/// </summary>
internal sealed class ContainerPreparation(NodeAgent node, PodWorker pod, JsonObject spec)
{
    private const double ErrImagePullSeconds = 2;
    private const double RetrySeconds = 10;

    private readonly string _name = spec.Text("name") ?? "";

    public ImagePull Image { get; } = new(node, pod, spec);

    /// <summary>Prepares the container. It tries again as long as something is missing.</summary>
    /// <param name="ready">Called when nothing is missing.</param>
    /// <param name="waiting">Called when something is missing, with the waiting reason and message.</param>
    public void Run(Action ready, Action<string, string?> waiting)
    {
        if (MissingReference.Find(node.Plane, pod, spec) is { } missing)
        {
            waiting("CreateContainerConfigError", missing);
            pod.Warn("Failed", $"Error: {missing}", _name);
            pod.After(node.Plane.Seconds(RetrySeconds), () => Run(ready, waiting));
            return;
        }

        Image.Fetch(ready, (message, backOff) => PullFailed(message, backOff, ready, waiting), waiting);
    }

    private void PullFailed(string message, int backOffSeconds, Action ready, Action<string, string?> waiting)
    {
        waiting("ErrImagePull", message);
        pod.Warn("Failed", $"Failed to pull image \"{Image.Reference}\": {message}", _name);
        pod.Warn("Failed", "Error: ErrImagePull", _name);
        pod.After(
            node.Plane.Seconds(ErrImagePullSeconds),
            () =>
            {
                var backOff = KubeletMessages.BackOffPull(Image.Reference);
                pod.Note("BackOff", backOff, _name);
                pod.Warn("Failed", "Error: ImagePullBackOff", _name);
                waiting("ImagePullBackOff", backOff);
                pod.After(node.Plane.Seconds(backOffSeconds - ErrImagePullSeconds), () => Run(ready, waiting));
            }
        );
    }
}
