using System.Globalization;
using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Storage;

namespace Drill.Registry;

/// <summary>The options of a deletion.</summary>
/// <param name="Propagation">What happens to dependents; null for the kind's default.</param>
/// <param name="GraceSeconds">The seconds that containers have to end; null for the pod's own grace period.</param>
/// <param name="Uid">The UID that the object has to have; null for any.</param>
/// <param name="ResourceVersion">The version that the object has to have; null for any.</param>
/// <param name="DryRun">Whether everything is checked and answered, and nothing is deleted.</param>
internal sealed record DeleteOptions(
    Propagation? Propagation = null,
    int? GraceSeconds = null,
    string? Uid = null,
    string? ResourceVersion = null,
    bool DryRun = false
)
{
    /// <exception cref="ApiFailure">The propagation policy is unknown.</exception>
    public static DeleteOptions From(JsonObject? body, Func<string, string?> query)
    {
        var policy = body.Text("propagationPolicy") ?? query("propagationPolicy");
        return new DeleteOptions(
            policy is null ? OrphanFlag(body, query) : ParsePolicy(policy),
            body.Number("gracePeriodSeconds")
                ?? (
                    int.TryParse(query("gracePeriodSeconds"), CultureInfo.InvariantCulture, out var seconds)
                        ? seconds
                        : null
                ),
            body.Text("preconditions.uid"),
            body.Text("preconditions.resourceVersion"),
            query("dryRun") == "All" || body.At("dryRun") is JsonArray { Count: > 0 }
        );
    }

    private static Propagation? OrphanFlag(JsonObject? body, Func<string, string?> query)
    {
        var flag = body.At("orphanDependents")?.ToString() ?? query("orphanDependents");
        return flag switch
        {
            "true" => Registry.Propagation.Orphan,
            "false" => Registry.Propagation.Background,
            _ => null,
        };
    }

    private static Propagation ParsePolicy(string text) =>
        Enum.TryParse<Propagation>(text, out var policy)
            ? policy
            : throw ApiFailure.InvalidOptions(
                "DeleteOptions",
                new FieldError(
                    "propagationPolicy",
                    "FieldValueNotSupported",
                    $"Unsupported value: \"{text}\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\""
                )
            );
}

/// <summary>What happens to the dependents of a deleted object.</summary>
internal enum Propagation
{
    /// <summary>The object is deleted at once, and its dependents after it.</summary>
    Background,

    /// <summary>The dependents are deleted first. The object stays visible until they are gone.</summary>
    Foreground,

    /// <summary>The dependents stay.</summary>
    Orphan,
}
