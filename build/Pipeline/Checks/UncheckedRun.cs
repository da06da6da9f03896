using Foundation.Text;
using Pipeline.Running;
using Pipeline.Targets;
using Releases.Records;

namespace Pipeline.Checks;

/// <summary>
/// A run of targets without those before them, <c>--exclusive</c>: the checks are among what is left out, and with them
/// the question that a release asks. It is asked here instead.
/// </summary>
internal static class UncheckedRun
{
    /// <summary>Asks once a run, before the first of its targets that changes what others see.</summary>
    /// <exception cref="Foundation.Failures.RefusedException">
    /// The answer is not yes, or nobody is there to ask.
    /// </exception>
    public static Task ConfirmAsync(ReleaseContext context) =>
        IsOf(context) ? context.UncheckedIsConfirmed ??= AskAsync(context) : Task.CompletedTask;

    private static bool IsOf(ReleaseContext context) =>
        context.ExclusiveTargets is not null
        && TargetCatalog.LeaveOutChecks(context.TaskNames, context.Options.RestoresOnFailure);

    private static async Task AskAsync(ReleaseContext context)
    {
        Confirmation.RequireSomebody(context);
        var source = context.TaskNames.Contains(TargetNames.Tag) ? await context.Checkout.StateAsync() : null;
        var version = source?.Version ?? context.Options.Version ?? (await context.Checkout.StateAsync()).Version;
        var targets = string.Join(", ", context.ExclusiveTargets!.Select(Name));
        var isOfRegions = context.TaskNames.Overlaps(StageTable.Targets);
        await Confirmation.AskAsync(
            context,
            errors =>
            {
                Confirmation.WriteParagraph(
                    errors,
                    $"--exclusive leaves out every check: {(isOfRegions ? "what is live, migrations, permissions" : "branch, version, what is live")}."
                );
                if (isOfRegions)
                    Confirmation.WriteParagraph(
                        errors,
                        $"Regions: {string.Join(", ", context.Regions.Select(region => region.Name))}."
                    );
                if (source is { IsTagged: false, Version.Version: not null })
                    Confirmation.WriteTag(context, errors, source);
            },
            isOfRegions
                ? $"{targets} {version} in {Counted.Of(context.Regions.Count(), "region")}?"
                : $"{targets} {version}?"
        );
    }

    private static string Name(string typed) => TargetCatalog.Find(typed)?.Name ?? typed;
}
