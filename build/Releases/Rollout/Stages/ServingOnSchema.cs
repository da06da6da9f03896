using Foundation.Failures;
using Migrations.Verdicts;
using Releases.Jobs;
using Releases.Records;
using Releases.Schemas;

namespace Releases.Rollout.Stages;

/// <summary>Judges whether the version that serves can run on exactly the schema of the database.</summary>
/// <param name="lane">The region.</param>
/// <param name="purpose">The purpose of the Job.</param>
internal sealed class ServingOnSchema(Lane lane, JobPurpose purpose)
{
    private const int MostReasons = 5;

    /// <summary>
    /// Judges the schema. The result has the verdict, and marks the failed migration that may be half-applied.
    /// </summary>
    /// <param name="schema">The state of the schema.</param>
    /// <param name="asked">The database's answer, when there is one.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<SchemaRecord> JudgeAsync(
        SchemaRecord schema,
        AskedSchema? asked,
        CancellationToken cancellationToken
    )
    {
        var live = await LiveVersion.LookAsync(lane, cancellationToken);
        var version = live switch
        {
            Serving.One one => one.Version,
            Serving.Mixed mixed => mixed.Versions.FirstOrDefault(each => each != purpose.Version.Text),
            _ => null,
        };
        if (version is null)
            return schema with { Serving = new SchemaServing("what serves", null, [live.ToString()!]) };
        if (version == purpose.Version.Text)
            return schema with { Serving = OfOwn(version, schema) };
        if (lane.Order.Migrations is not { } migrations)
            return schema with { Serving = new SchemaServing(version, null, ["no checkout tells what they change"]) };
        try
        {
            var failed = schema.In(StepState.Failed) is [.., var last] ? last : null;
            var applied = schema.In(StepState.Applied).Concat(asked?.Applied ?? []).ToHashSet();
            var partial = await migrations.PartialAsync(version, applied, failed, cancellationToken);
            var unapply = partial.Verdict.Unapply;
            var whole = (await migrations.VerdictAsync(version, cancellationToken)).Unapply;
            return schema with
            {
                Migrations = partial.IsHalfApplied
                    ?
                    [
                        .. schema.Migrations.Select(step =>
                            step.Name == failed ? step with { State = StepState.HalfApplied } : step
                        ),
                    ]
                    : schema.Migrations,
                Serving = new SchemaServing(version, partial.Verdict.Verdict, Reasons(partial.Verdict)),
                BackTo = whole.Irreversible is null ? BackTo(unapply) : null,
                IsBackUncertain = whole.Uncertain.Count > 0,
                NoWayBack = NoWayBack(unapply, whole),
            };
        }
        catch (ReleaseException exception)
        {
            return schema with { Serving = new SchemaServing(version, null, [exception.Message]) };
        }
        catch (OperationCanceledException)
        {
            return schema with { Serving = new SchemaServing(version, null, ["the run was stopped"]) };
        }
    }

    // The version that serves is the Job's own. The database may lack some of its migrations: not applied yet, or taken
    // back.
    private static SchemaServing OfOwn(string version, SchemaRecord schema)
    {
        var missing = schema.In(StepState.NotBegun, StepState.Failed, StepState.Unapplied, StepState.HalfApplied);
        return missing.Count == 0
            ? new SchemaServing(version, Verdict.Clear, ["all of its migrations are applied"])
            : new SchemaServing(
                version,
                Verdict.Investigate,
                [$"it expects {string.Join(", ", missing)}, and the database does not have all of them"]
            );
    }

    // Rollback takes a version back whole, so that it refuses what one of its migrations forbids, applied or not.
    private static string? NoWayBack(UnapplyPlan partial, UnapplyPlan whole)
    {
        if (partial.Irreversible is { } applied)
            return $"{applied.FullName}: {applied.Reason}";
        if (whole.Irreversible is not { } open || partial.Steps.Count == 0)
            return null;
        var byHand = partial.Steps.Select(step => $"manage.py migrate {step.App} {step.Target}");
        return $"Rollback refuses it for {open.FullName}, which is not applied: {open.Reason.TrimEnd('.')}; by hand: {string.Join(", then ", byHand)}";
    }

    private static string? BackTo(UnapplyPlan plan) =>
        plan is { Irreversible: null, Steps.Count: > 0 }
            ? string.Join(", ", plan.Steps.Select(step => $"{step.App}.{step.Target}"))
            : null;

    private static IReadOnlyList<string> Reasons(MigrationVerdict verdict)
    {
        var applied = verdict.Migrations.Where(migration => migration.Change == MigrationChangeKind.Added).ToArray();
        if (verdict.Verdict == Verdict.Clear)
            return
            [
                applied.Length == 0
                    ? "it has every migration that is applied"
                    : $"no schema obstacle found in {string.Join(", ", applied.Select(migration => migration.FullName))}",
            ];
        string[] all =
        [
            .. verdict.Migrations.SelectMany(migration =>
                migration
                    .Operations.Where(operation => operation.Verdict == verdict.Verdict)
                    .Select(operation =>
                        $"{migration.FullName}: {operation.Operation} {operation.Target}: {operation.Reason}"
                    )
            ),
        ];
        return all.Length <= MostReasons
            ? all
            : [.. all.Take(MostReasons), $"and {all.Length - MostReasons} more: --target=CheckRollback has all"];
    }
}
