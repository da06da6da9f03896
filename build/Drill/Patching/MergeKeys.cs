namespace Drill.Patching;

/// <summary>
/// The fields that identify the items of a list: the <c>patchMergeKey</c> and <c>x-kubernetes-list-map-keys</c> markers
/// of Kubernetes' API types. A list that is not named here is replaced as a whole.
/// </summary>
internal static class MergeKeys
{
    /// <summary>The one key of a strategic merge patch, or null.</summary>
    /// <param name="path">Field names from the object's root, without list positions.</param>
    public static string? Strategic(IReadOnlyList<string> path) => Known(path) is [var key, ..] ? key : null;

    /// <summary>All keys of a server-side apply. Empty when the list is replaced.</summary>
    public static IReadOnlyList<string> Apply(IReadOnlyList<string> path) =>
        path[^1] is "taints" or "addresses" or "containerStatuses" ? [] : Known(path);

    /// <summary>Whether a list of plain values is merged as a set.</summary>
    public static bool IsSet(IReadOnlyList<string> path) => path[^1] == "finalizers";

    /// <summary>Whether server-side apply owns a map as a whole (<c>x-kubernetes-map-type: atomic</c>).</summary>
    public static bool IsAtomicMap(IReadOnlyList<string> path) =>
        path[^1]
            is "selector"
                or "nodeSelector"
                or "labelSelector"
                or "fieldRef"
                or "secretKeyRef"
                or "configMapKeyRef"
                or "resourceFieldRef"
                or "claimRef"
                or "scaleTargetRef";

    private static string[] Known(IReadOnlyList<string> path) =>
        path[^1] switch
        {
            "containers" or "initContainers" or "ephemeralContainers" or "env" or "volumes" => ["name"],
            "imagePullSecrets" or "resourceClaims" => ["name"],
            "secrets" when path.Count == 1 => ["name"],
            "volumeMounts" => ["mountPath"],
            "volumeDevices" => ["devicePath"],
            "ports" => path is [.., "containers" or "initContainers" or "ephemeralContainers", _]
                ? ["containerPort", "protocol"]
                : ["port", "protocol"],
            "conditions" => ["type"],
            "ownerReferences" => ["uid"],
            "hostAliases" or "podIPs" => ["ip"],
            "topologySpreadConstraints" => ["topologyKey", "whenUnsatisfiable"],
            "addresses" => ["type"],
            "taints" => ["key"],
            _ => [],
        };
}
