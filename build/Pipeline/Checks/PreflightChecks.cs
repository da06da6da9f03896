using Foundation.Failures;
using Migrations.Verdicts;
using Pipeline.Images;
using Pipeline.Running;
using Pipeline.Targets;
using Pipeline.Terminal;
using Releases.Plans;

namespace Pipeline.Checks;

/// <summary>All checks that are made before anything is touched, at the same time, reported together.</summary>
public static class PreflightChecks
{
    /// <summary>Runs the checks.</summary>
    /// <exception cref="RefusedException">Something speaks against the release; everything that was found.</exception>
    /// <exception cref="UsageException">An argument or a file is wrong.</exception>
    public static async Task RunAsync(ReleaseContext context)
    {
        if (Confirmation.IsFor(context))
            Confirmation.RequireSomebody(context);
        var findings = new Findings();
        var plan = await ReleasePlanning.RunAsync(context, findings);
        context.Record.Update(record =>
            record with
            {
                Contents = plan.Contents,
                Migrations = [.. plan.Migrations.Select(entry => entry.Verdict).OfType<MigrationVerdict>()],
            }
        );
        OvertakenTag.Refuse(context, plan);
        findings.ThrowIfAny();
        await TakenBack.RefuseAsync(context, plan);
        var earlier = await MigrationVerdicts.OfEarlierRunsAsync(context, plan);
        context.Record.Update(record => record with { Migrations = [.. record.Migrations, .. earlier] });
        context.NoteJudged(plan.Regions);
        foreach (var line in WaveLines.Of(plan))
            context.Say(line);
        foreach (var line in ManifestLines.Of(plan))
            context.Say(line);
        foreach (var line in ContentLines.Of(plan.Contents, plan.Version))
            context.Say(line);
        foreach (var entry in plan.Migrations)
        {
            context.Say(VerdictHeading.WithFirstReason(entry, plan.Version));
            foreach (var sentence in entry.Verdict?.Rollout ?? [])
                context.Say($"warning: {sentence}");
        }
        if (Builds(context, plan) && BuildContext.WarningOf(context.Options.App) is { } warning)
            context.Say(warning);
        context.Say($"no problems found for {plan.Version}");
        await Confirmation.AskAsync(context, plan);
    }

    private static bool Builds(ReleaseContext context, ReleasePlan plan) =>
        context.Prepares(TargetNames.BuildImage) && plan.Images.Any(image => image.State != ImageState.Published);
}
