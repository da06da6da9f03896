using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Storage;

namespace Drill.Registry;

/// <summary>Decides whether an object may be deleted, and which finalizers and grace period it gets.</summary>
internal static class DeleteRules
{
    private const string Foreground = "foregroundDeletion";

    public static void CheckPreconditions(Stored present, DeleteOptions options)
    {
        if (options.Uid is { } uid && uid != present.Uid)
        {
            throw ApiFailure.PreconditionFailed(
                present,
                $"the UID in the precondition ({uid}) does not match the UID in record ({present.Uid})."
                    + " The object might have been deleted and then recreated"
            );
        }

        var version = present.Json.Text("metadata.resourceVersion");
        if (options.ResourceVersion is { } wanted && wanted != version)
        {
            throw ApiFailure.PreconditionFailed(
                present,
                $"the ResourceVersion in the precondition ({wanted}) does not match the ResourceVersion in record"
                    + $" ({version}). The object might have been modified"
            );
        }
    }

    public static void AddFinalizers(ResourceKind kind, JsonObject metadata, DeleteOptions options)
    {
        var propagation =
            options.Propagation
            ?? (
                Finalizers(metadata).Contains(Foreground) ? Propagation.Foreground
                : kind.OrphansByDefault ? Propagation.Orphan
                : Propagation.Background
            );
        var finalizers = Finalizers(metadata).Where(name => name is not (Foreground or "orphan")).ToList();
        if (propagation == Propagation.Foreground)
            finalizers.Add(Foreground);
        else if (propagation == Propagation.Orphan)
            finalizers.Add("orphan");

        if (kind.Is("", "Namespace"))
            finalizers.Add("kubernetes");

        var list = new JsonArray([
            .. finalizers.Distinct(StringComparer.Ordinal).Select(name => JsonValue.Create(name)),
        ]);
        metadata.SetOrRemove("finalizers", list.Count == 0 ? null : list);
    }

    /// <summary>The grace period in seconds. Only pods on a node have containers that need time to end.</summary>
    public static int GraceFor(Stored present, DeleteOptions options)
    {
        if (!present.Kind.Is("", "Pod") || present.Json.Text("spec.nodeName") is null)
            return 0;

        if (present.Json.Text("status.phase") is "Succeeded" or "Failed")
            return 0;

        var grace = options.GraceSeconds ?? present.Json.Number("spec.terminationGracePeriodSeconds") ?? 30;
        return Math.Max(0, Math.Min(grace, present.IsBeingDeleted ? Grace(present.Json) : int.MaxValue));
    }

    public static int Grace(JsonObject json) => json.Number("metadata.deletionGracePeriodSeconds") ?? 0;

    public static bool HasFinalizers(JsonObject json) => Finalizers(json.Ensure("metadata")).Any();

    private static IEnumerable<string> Finalizers(JsonObject metadata) =>
        (metadata["finalizers"] as JsonArray ?? []).Select(name => name.AsText() ?? "");
}
