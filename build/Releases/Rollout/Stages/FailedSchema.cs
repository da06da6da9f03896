using Foundation.Failures;
using Releases.Jobs;
using Releases.Records;
using Releases.Schemas;

namespace Releases.Rollout.Stages;

/// <summary>
/// Answers three questions after a migration that did not finish: the state of the schema, whether the version that
/// serves can run on it, and the ways on.
/// </summary>
/// <param name="lane">The region.</param>
/// <param name="purpose">What the Job was for.</param>
/// <param name="point">The state of the database before it; <see langword="null"/> where that is not known.</param>
internal sealed class FailedSchema(Lane lane, JobPurpose purpose, RestorePoint? point)
{
    /// <summary>Finds the answer. It never fails: the record says what could not be found out.</summary>
    /// <param name="seen">What the migration's log has told.</param>
    /// <param name="log">The last lines of the log.</param>
    /// <param name="cancellationToken">Stops the questions. What is known by then is the answer.</param>
    public async Task<SchemaRecord> ReadAsync(
        SchemaRecord? seen,
        IReadOnlyList<string> log,
        CancellationToken cancellationToken
    )
    {
        var record = (seen ?? new SchemaRecord()) with { Cause = KnownError.Find(log)?.Line };
        var (asked, notAsked) = await AskAsync(cancellationToken);
        if (asked is not null)
            record = record with { Source = SchemaSource.Database, Migrations = Steps(record.Migrations, asked) };
        record = record with { NotAsked = notAsked };
        var serving = await new ServingOnSchema(lane, purpose).JudgeAsync(record, asked, cancellationToken);
        return serving with { Ways = [.. WaysOn.Of(lane, purpose, serving, point)] };
    }

    private async Task<(AskedSchema? Answer, string? Why)> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            var order = lane.Order;
            var version = JobPurpose.Migrate(purpose.Version, purpose.Digest);
            var manifest = MigrationManifest.Render(order, lane.Region, version);
            lane.Journal.Say(RunEventKind.Waiting, "asking the database which migrations are applied");
            var question = new SchemaQuestion(lane.Cluster, order.Image);
            return (await question.AskAsync(manifest, order.Patience, cancellationToken), null);
        }
        catch (ReleaseException exception)
        {
            return (null, exception.Message);
        }
        catch (OperationCanceledException)
        {
            return (null, "the run was stopped");
        }
    }

    // The database knows which migrations are applied. Only the log knows which one failed.
    private IReadOnlyList<SchemaStep> Steps(IReadOnlyList<SchemaStep> seen, AskedSchema asked)
    {
        var isApplied = asked
            .Migrations.DistinctBy(each => each.Name)
            .ToDictionary(each => each.Name, each => each.IsApplied);
        var known = seen.Select(step => step.Name).ToHashSet();
        var order = asked.Migrations.Select((each, at) => (each.Name, at)).DistinctBy(each => each.Name).ToDictionary();
        // On the way back, an earlier step took back every migration that is not applied.
        var state = purpose.Step is null ? StepState.NotBegun : StepState.Unapplied;
        var open = asked.Open.Where(name => !known.Contains(name)).Select(name => new SchemaStep(name, state));
        return
        [
            .. seen.Select(step => isApplied.TryGetValue(step.Name, out var applied) ? Step(step, applied) : step)
                .Concat(open)
                .OrderBy(step => order.GetValueOrDefault(step.Name, int.MaxValue)),
        ];
    }

    private static SchemaStep Step(SchemaStep step, bool isApplied) =>
        step.State switch
        {
            StepState.Applied or StepState.NotBegun or StepState.Running => step with
            {
                State = isApplied ? StepState.Applied : StepState.NotBegun,
            },
            // The log may lack the end of a migration that has succeeded.
            StepState.Failed or StepState.HalfApplied => isApplied ? step with { State = StepState.Applied } : step,
            StepState.Unapplied => isApplied ? step with { State = StepState.Applied } : step,
        };
}
