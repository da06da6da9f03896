using Foundation.Failures;
using Foundation.Text;
using Releases.Applying;
using Releases.Records;

namespace Releases.Rollout.Stages;

/// <summary>
/// Applies the fleet's manifests between the migration and the new images. Images that serve stay as they are: the next
/// stage sets the new ones.
/// </summary>
public static class ApplyStage
{
    /// <summary>Runs the stage. What a run before it has applied is found unchanged.</summary>
    /// <exception cref="ReleaseException">
    /// The server refuses an object, or the manifests are wrong. Objects that were applied before stay; the error names
    /// those that changed.
    /// </exception>
    public static async Task<StageResult> RunAsync(Lane lane, CancellationToken cancellationToken)
    {
        var order = lane.Order.Manifests ?? throw new InvalidOperationException("the order says nothing of manifests");
        var (changed, unknown) = (new List<string>(), new List<string>());
        var count = 0;
        try
        {
            await new RegionApply(order, lane.Region, lane.Cluster).RunLockedAsync(
                Note,
                lane.BeforeChangeAsync,
                cancellationToken
            );
        }
        catch (ReleaseException exception)
        {
            throw new StageFailedException(
                new FailureRecord(Stage.Apply, exception.Reason, $"{exception.Message}; {Applied(changed, unknown)}")
                {
                    NextStep = exception.NextStep,
                },
                exception
            );
        }
        return changed.Count == 0
            ? StageResult.NothingToDo($"{Counted.Of(count, "object")} as the manifests say")
            : StageResult.Done($"{changed.Count} of {Counted.Of(count, "object")} changed");

        void Note(AppliedObject applied)
        {
            lane.Journal.NoteObject(new ObjectRecord(applied.Wanted.Kind, applied.Wanted.Name, applied.Change.Word()));
            if (applied.Change != ObjectChange.Left)
                count++;
            if (applied.Change == ObjectChange.Unknown)
            {
                unknown.Add($"{applied.Wanted}");
                return;
            }
            if (!applied.Change.ChangesRegion())
                return;
            changed.Add($"{applied.Wanted} {applied.Change.Word()}");
            lane.Journal.Say($"{applied.Wanted.File}: {applied.Wanted} {applied.Change.Word()}");
        }
    }

    // The reader of the error needs to know what the region has by now.
    private static string Applied(IReadOnlyList<string> changed, IReadOnlyList<string> unknown) =>
        (changed.Count == 0 ? "no object was changed before it" : $"changed before it: {string.Join(", ", changed)}")
        + (unknown.Count == 0 ? "" : $"; not known to be changed: {string.Join(", ", unknown)}");
}
