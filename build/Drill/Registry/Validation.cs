using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Storage;

namespace Drill.Registry;

/// <summary>
/// Refuses the mistakes that a release is likely to make, in the real server's words. It checks nothing else.
/// </summary>
internal static class Validation
{
    /// <exception cref="ApiFailure">The object is invalid. All errors are listed.</exception>
    public static void Check(ResourceKind kind, string name, JsonObject body)
    {
        var errors = CheckName(name).Concat(CheckKind(kind, body)).ToArray();
        if (errors.Length > 0)
            throw ApiFailure.Invalid(kind, name, errors);
    }

    /// <exception cref="ApiFailure">The object is invalid, or a field that cannot change was changed.</exception>
    public static void CheckUpdate(ResourceKind kind, string name, JsonObject before, JsonObject after)
    {
        var errors = CheckName(name)
            .Concat(CheckKind(kind, after))
            .Concat(CheckImmutable(kind, before, after))
            .ToArray();
        if (errors.Length > 0)
            throw ApiFailure.Invalid(kind, name, errors);
    }

    private static IEnumerable<FieldError> CheckImmutable(ResourceKind kind, JsonObject before, JsonObject after) =>
        Immutable(kind)
            .Where(path => !JsonNode.DeepEquals(before.At(path), after.At(path)))
            .Select(path => FieldError.Invalid(path, after.At(path)?.ToJsonString() ?? "null", "field is immutable"));

    private static IEnumerable<FieldError> CheckName(string name)
    {
        if (name.Length == 0)
            yield return FieldError.Required("metadata.name", "name or generateName is required");
        else if (!ObjectNames.IsValid(name) && !name.Contains(':', StringComparison.Ordinal))
            yield return FieldError.Invalid("metadata.name", $"\"{name}\"", ObjectNames.Rule);
    }

    private static IEnumerable<FieldError> CheckKind(ResourceKind kind, JsonObject body) =>
        (kind.Group, kind.Name) switch
        {
            ("", "Pod") => CheckPodSpec(body.At("spec"), "spec"),
            ("apps", "Deployment" or "ReplicaSet" or "StatefulSet" or "DaemonSet") =>
            [
                .. CheckSelector(body),
                .. CheckReplicas(body),
                .. CheckPodSpec(body.At("spec.template.spec"), "spec.template.spec"),
            ],
            ("batch", "Job") =>
            [
                .. CheckPodSpec(body.At("spec.template.spec"), "spec.template.spec"),
                .. CheckJobRestart(body.At("spec.template.spec"), "spec.template.spec"),
            ],
            ("batch", "CronJob") => CheckPodSpec(
                body.At("spec.jobTemplate.spec.template.spec"),
                "spec.jobTemplate.spec.template.spec"
            ),
            _ => [],
        };

    private static IEnumerable<FieldError> CheckReplicas(JsonObject body)
    {
        if (body.Number("spec.replicas") is { } replicas and < 0)
        {
            yield return FieldError.Invalid(
                "spec.replicas",
                replicas.ToString(System.Globalization.CultureInfo.InvariantCulture),
                "must be greater than or equal to 0"
            );
        }
    }

    private static IEnumerable<FieldError> CheckSelector(JsonObject body)
    {
        if (body.At("spec.selector") is not JsonObject selector)
        {
            yield return FieldError.Required("spec.selector");
            yield break;
        }

        var labels = body.At("spec.template.metadata.labels");
        if (!LabelSelector.From(selector).Matches(labels))
        {
            yield return FieldError.Invalid(
                "spec.template.metadata.labels",
                GoMap(labels),
                "`selector` does not match template `labels`"
            );
        }
    }

    /// <summary>A map in Go's notation, which the server's messages use.</summary>
    private static string GoMap(JsonNode? map) =>
        map is JsonObject { Count: > 0 } texts
            ? $"map[string]string{{{string.Join(", ", texts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"\"{pair.Key}\":\"{pair.Value.AsText()}\""))}}}"
            : "map[string]string(nil)";

    private static IEnumerable<FieldError> CheckPodSpec(JsonNode? spec, string path)
    {
        if (!spec.Items("containers").Any())
            yield return FieldError.Required($"{path}.containers");

        foreach (var list in new[] { "initContainers", "containers" })
        {
            foreach (var error in CheckContainers(spec.Items(list).ToArray(), $"{path}.{list}"))
                yield return error;
        }
    }

    private static IEnumerable<FieldError> CheckContainers(JsonObject[] containers, string path)
    {
        for (var index = 0; index < containers.Length; index++)
        {
            var image = containers[index].Text("image") ?? "";
            if (string.IsNullOrEmpty(containers[index].Text("name")))
                yield return FieldError.Required($"{path}[{index}].name");

            if (image.Length == 0)
                yield return FieldError.Required($"{path}[{index}].image");
            else if (image != image.Trim())
            {
                yield return FieldError.Invalid(
                    $"{path}[{index}].image",
                    $"\"{image}\"",
                    "must not have leading or trailing whitespace"
                );
            }
        }
    }

    private static IEnumerable<FieldError> CheckJobRestart(JsonNode? spec, string path)
    {
        if (spec.Text("restartPolicy") is not ("OnFailure" or "Never"))
        {
            yield return FieldError.Required($"{path}.restartPolicy", "valid values: \"OnFailure\", \"Never\"");
        }
    }

    private static string[] Immutable(ResourceKind kind) =>
        (kind.Group, kind.Name) switch
        {
            ("apps", "Deployment" or "ReplicaSet" or "DaemonSet") => ["spec.selector"],
            ("apps", "StatefulSet") => ["spec.selector", "spec.serviceName", "spec.podManagementPolicy"],
            ("batch", "Job") => ["spec.template", "spec.selector", "spec.completions"],
            _ => [],
        };
}
