using System.Text.Json.Nodes;
using Drill.Json;

namespace Drill.Storage;

/// <summary>Selects objects by the fields that the real server indexes for their kind.</summary>
internal sealed class FieldSelector
{
    private static readonly string[] OfEveryKind = ["metadata.name", "metadata.namespace"];

    private static readonly Dictionary<string, string[]> OfKind = new(StringComparer.Ordinal)
    {
        ["Pod"] =
        [
            "spec.nodeName",
            "spec.restartPolicy",
            "spec.schedulerName",
            "spec.serviceAccountName",
            "spec.hostNetwork",
            "status.phase",
            "status.podIP",
            "status.nominatedNodeName",
        ],
        ["Event"] =
        [
            "involvedObject.kind",
            "involvedObject.namespace",
            "involvedObject.name",
            "involvedObject.uid",
            "involvedObject.apiVersion",
            "involvedObject.resourceVersion",
            "involvedObject.fieldPath",
            "reason",
            "reportingComponent",
            "source",
            "type",
        ],
        ["Job"] = ["status.successful"],
        ["Secret"] = ["type"],
        ["Namespace"] = ["status.phase"],
        ["Node"] = ["spec.unschedulable"],
        ["ReplicaSet"] = ["status.replicas"],
    };

    private readonly IReadOnlyList<(string Path, string Value, bool Equal)> _terms;

    private FieldSelector(IReadOnlyList<(string, string, bool)> terms) => _terms = terms;

    /// <exception cref="FormatException">
    /// A term is malformed, or names a field that the kind has no index for.
    /// </exception>
    public static FieldSelector Parse(string? text, ResourceKind kind)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new FieldSelector([]);

        return new FieldSelector([.. text.Split(',').Select(term => ParseTerm(term, kind))]);
    }

    public bool Matches(JsonObject json) =>
        _terms.All(term => string.Equals(Value(json, term.Path), term.Value, StringComparison.Ordinal) == term.Equal);

    private static (string Path, string Value, bool Equal) ParseTerm(string term, ResourceKind kind)
    {
        var equal = !term.Contains("!=", StringComparison.Ordinal);
        var sides = term.Split(equal ? ["==", "="] : ["!="], 2, StringSplitOptions.None);
        if (sides.Length != 2)
            throw new FormatException($"invalid selector: '{term}'; can't understand '{term}'");

        if (!OfEveryKind.Contains(sides[0]) && !OfKind.GetValueOrDefault(kind.Name, []).Contains(sides[0]))
            throw new FormatException($"field label not supported: {sides[0]}");

        return (sides[0], sides[1], equal);
    }

    private static string Value(JsonObject json, string path)
    {
        if (path == "source")
            path = "source.component";
        else if (path == "status.successful")
            path = "status.succeeded";

        return json.At(path)?.ToString() ?? "";
    }
}
