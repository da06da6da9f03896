using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Drill.Json;

namespace Drill.Storage;

/// <summary>
/// Selects objects by labels, from a query string (<c>a=b,c in (d,e),!f</c>) or from a LabelSelector object.
/// </summary>
internal sealed partial class LabelSelector
{
    private readonly IReadOnlyList<Requirement> _requirements;

    private LabelSelector(IReadOnlyList<Requirement> requirements) => _requirements = requirements;

    public static LabelSelector Everything { get; } = new([]);

    /// <summary>Reads the form of queries and kubectl.</summary>
    /// <exception cref="FormatException">A part of the text is no requirement.</exception>
    public static LabelSelector Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Everything;

        return new LabelSelector([.. Parts(text).Select(part => ParseRequirement(part.Trim()))]);
    }

    /// <summary>Reads the form in the spec of workloads and Services.</summary>
    public static LabelSelector From(JsonNode? selector)
    {
        var equal = selector.Texts("matchLabels").Select(pair => new Requirement(pair.Key, "in", [pair.Value]));
        var expressions = selector
            .Items("matchExpressions")
            .Select(item => new Requirement(
                item.Text("key") ?? "",
                item.Text("operator") switch
                {
                    "In" => "in",
                    "NotIn" => "notin",
                    "Exists" => "exists",
                    _ => "absent",
                },
                [.. (item.At("values") as JsonArray ?? []).Select(value => value.AsText() ?? "")]
            ));
        return new LabelSelector([.. equal, .. expressions]);
    }

    public bool Matches(JsonNode? labels) => _requirements.All(requirement => requirement.Holds(labels as JsonObject));

    private static Requirement ParseRequirement(string part)
    {
        var set = SetBased().Match(part);
        if (set.Success)
        {
            var values = set.Groups["values"].Value.Split(',', StringSplitOptions.TrimEntries);
            return new Requirement(set.Groups["key"].Value, set.Groups["op"].Value, values);
        }

        var equality = Equality().Match(part);
        if (!equality.Success)
            throw new FormatException($"unable to parse requirement: {part}");

        var key = equality.Groups["key"].Value;
        return equality.Groups["op"].Value switch
        {
            "" => new Requirement(key, equality.Groups["not"].Length > 0 ? "absent" : "exists", []),
            "!=" => new Requirement(key, "notin", [equality.Groups["value"].Value]),
            _ => new Requirement(key, "in", [equality.Groups["value"].Value]),
        };
    }

    // Splits at the commas, except for the commas between the parentheses of a set.
    private static IEnumerable<string> Parts(string text)
    {
        var start = 0;
        var depth = 0;
        for (var at = 0; at < text.Length; at++)
        {
            depth += text[at] switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            if (text[at] != ',' || depth > 0)
                continue;
            yield return text[start..at];
            start = at + 1;
        }
        yield return text[start..];
    }

    [GeneratedRegex(
        @"^(?<key>[\w./-]+)\s+(?<op>in|notin)\s*\((?<values>[^()]*)\)$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex SetBased();

    [GeneratedRegex(
        @"^(?<not>!?)\s*(?<key>[\w./-]+)\s*((?<op>==|!=|=)\s*(?<value>[\w.-]*))?$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Equality();

    private sealed record Requirement(string Key, string Operator, IReadOnlyList<string> Values)
    {
        public bool Holds(JsonObject? labels)
        {
            var value = labels?[Key].AsText();
            return Operator switch
            {
                "in" => value is not null && Values.Contains(value),
                "notin" => value is null || !Values.Contains(value),
                "exists" => value is not null,
                _ => value is null,
            };
        }
    }
}
