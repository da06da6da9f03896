using System.Text.Json.Nodes;
using Drill.Storage;

namespace Drill.Api;

/// <summary>
/// Refuses fields that the API does not know, where a request asks for it (<c>fieldValidation=Strict</c>). Known are
/// the fields of a Job down to its containers' (Kubernetes 1.34, batch/v1 and core/v1); deeper ones, and those of
/// other kinds, are taken as they are.
/// </summary>
internal static class StrictDecoding
{
    private const string Object = "apiVersion kind metadata spec status";

    private const string Metadata =
        "annotations creationTimestamp deletionGracePeriodSeconds deletionTimestamp finalizers generateName generation"
        + " labels managedFields name namespace ownerReferences resourceVersion selfLink uid";

    private const string JobSpec =
        "activeDeadlineSeconds backoffLimit backoffLimitPerIndex completionMode completions managedBy manualSelector"
        + " maxFailedIndexes parallelism podFailurePolicy podReplacementPolicy selector successPolicy suspend template"
        + " ttlSecondsAfterFinished";

    private const string PodSpec =
        "activeDeadlineSeconds affinity automountServiceAccountToken containers dnsConfig dnsPolicy enableServiceLinks"
        + " ephemeralContainers hostAliases hostIPC hostNetwork hostPID hostUsers hostname hostnameOverride"
        + " imagePullSecrets initContainers nodeName nodeSelector os overhead preemptionPolicy priority"
        + " priorityClassName readinessGates resourceClaims resources restartPolicy runtimeClassName schedulerName"
        + " schedulingGates securityContext serviceAccount serviceAccountName setHostnameAsFQDN shareProcessNamespace"
        + " subdomain terminationGracePeriodSeconds tolerations topologySpreadConstraints volumes";

    private const string Container =
        "args command env envFrom image imagePullPolicy lifecycle livenessProbe name ports readinessProbe resizePolicy"
        + " resources restartPolicy restartPolicyRules securityContext startupProbe stdin stdinOnce"
        + " terminationMessagePath terminationMessagePolicy tty volumeDevices volumeMounts workingDir";

    // By the place of the object, with an empty index for any item of a list.
    private static readonly Dictionary<string, HashSet<string>> Known = new(StringComparer.Ordinal)
    {
        [""] = Names(Object),
        ["metadata"] = Names(Metadata),
        ["spec"] = Names(JobSpec),
        ["spec.template"] = Names("metadata spec"),
        ["spec.template.metadata"] = Names(Metadata),
        ["spec.template.spec"] = Names(PodSpec),
        ["spec.template.spec.containers[]"] = Names(Container),
        ["spec.template.spec.initContainers[]"] = Names(Container),
    };

    /// <summary>Refuses an object with a field that is not known.</summary>
    /// <exception cref="ApiFailure">The object has one; the refusal names each, as the real server does.</exception>
    public static void Require(ApiCall call, JsonObject body)
    {
        if (call.Query("fieldValidation") != "Strict" || !call.Kind.Is("batch", "Job"))
            return;
        var unknown = Unknown(body, "", "").Select(field => $"unknown field \"{field}\"").ToArray();
        if (unknown.Length == 0)
            return;
        var (_, version) = KindCatalog.Split(call.ApiVersion);
        throw ApiFailure.BadRequest(
            $"{call.Kind.Name} in version \"{version}\" cannot be handled as a {call.Kind.Name}: strict decoding error: {string.Join(", ", unknown)}"
        );
    }

    private static IEnumerable<string> Unknown(JsonNode? node, string place, string shape) =>
        node switch
        {
            JsonObject map when Known.TryGetValue(shape, out var names) => map.SelectMany(field =>
                names.Contains(field.Key)
                    ? Unknown(field.Value, Below(place, field.Key), Below(shape, field.Key))
                    : [Below(place, field.Key)]
            ),
            JsonArray items => items.SelectMany((item, index) => Unknown(item, $"{place}[{index}]", $"{shape}[]")),
            _ => [],
        };

    private static string Below(string place, string field) => place.Length == 0 ? field : $"{place}.{field}";

    private static HashSet<string> Names(string names) => new(names.Split(' '), StringComparer.Ordinal);
}
