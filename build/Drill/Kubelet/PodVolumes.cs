using System.Text.Json.Nodes;
using Drill.Engine;
using Drill.Json;

namespace Drill.Kubelet;

/// <summary>
/// Mounts a pod's Secrets and ConfigMaps before any container starts. While one is missing the containers wait as
/// ContainerCreating, and only events tell the reason (k8s.io/kubernetes, pkg/kubelet/volumemanager).
/// </summary>
internal sealed class PodVolumes(ControlPlane plane, PodWorker pod, JsonObject spec, Action mounted)
{
    private const double FirstRetrySeconds = 0.5;

    // Two minutes and two seconds (pkg/util/goroutinemap/exponentialbackoff).
    private const double LongestRetrySeconds = 122;

    private double _retrySeconds;
    private int _attempt;
    private bool _isWaiting;

    /// <summary>Mounts all volumes. It tries again later when a volume cannot be mounted.</summary>
    public void Mount()
    {
        var missing = Used().SelectMany(Missing).ToArray();
        _isWaiting = missing.Length > 0;
        if (!_isWaiting)
        {
            mounted();
            return;
        }

        foreach (var message in missing)
            pod.Warn("FailedMount", message, null);

        _retrySeconds = _retrySeconds == 0 ? FirstRetrySeconds : Math.Min(_retrySeconds * 2, LongestRetrySeconds);
        var attempt = ++_attempt;
        pod.After(
            plane.Seconds(_retrySeconds),
            () =>
            {
                if (attempt == _attempt)
                    Mount();
            }
        );
    }

    /// <summary>Tries again now, without waiting for the next retry.</summary>
    public void LookAgain()
    {
        if (_isWaiting)
            Mount();
    }

    /// <summary>The volumes that a container mounts. Other volumes are ignored.</summary>
    private IEnumerable<JsonObject> Used()
    {
        var mounts = spec.Items("initContainers")
            .Concat(spec.Items("containers"))
            .SelectMany(container => container.Items("volumeMounts"))
            .Select(mount => mount.Text("name"))
            .ToHashSet(StringComparer.Ordinal);
        return spec.Items("volumes").Where(volume => mounts.Contains(volume.Text("name")));
    }

    private IEnumerable<string> Missing(JsonObject volume)
    {
        var sources = volume
            .Items("projected.sources")
            .SelectMany(source => new[] { Find("Secret", source, "name"), Find("ConfigMap", source, "name") });
        var why = new[] { Find("Secret", volume, "secretName"), Find("ConfigMap", volume, "name") }
            .Concat(sources)
            .OfType<string>()
            .ToArray();
        return why.Length == 0
            ? []
            :
            [
                $"MountVolume.SetUp failed for volume \"{volume.Text("name")}\" : "
                    + (why.Length == 1 ? why[0] : $"[{string.Join(", ", why)}]"),
            ];
    }

    private string? Find(string kind, JsonObject holder, string nameField)
    {
        var source = holder[kind == "Secret" ? "secret" : "configMap"];
        if (source is null || source.Flag("optional"))
            return null;

        var name = source.Text(nameField) ?? "";
        var found = plane.Store.Get(new(plane.Kinds["", kind], pod.Key.Namespace, name));
        if (found is null)
            return $"{kind.ToLowerInvariant()} \"{name}\" not found";

        var absent = source
            .Items("items")
            .Select(item => item.Text("key") ?? "")
            .FirstOrDefault(key => found.Json["data"]?[key] is null);
        return absent is null ? null
            : kind == "Secret" ? $"references non-existent secret key: {absent}"
            : $"configmap references non-existent config key: {absent}";
    }
}
