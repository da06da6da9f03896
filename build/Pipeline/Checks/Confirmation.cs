using Foundation.Failures;
using Foundation.Text;
using Pipeline.Running;
using Pipeline.Sources;
using Pipeline.Targets;
using Pipeline.Terminal;
using Releases.Applying;
using Releases.Plans;
using Releases.Records;

namespace Pipeline.Checks;

/// <summary>
/// Nothing that cannot be taken back happens unasked: a person says yes to it, or has said <c>--yes</c>, or it is a job
/// of CI. Where nobody can be asked, nothing happens.
/// </summary>
public static class Confirmation
{
    private const int Width = TextTable.UsualWidth;

    /// <summary>Whether the run changes what others see: clusters, the repository's tags, the registry.</summary>
    public static bool IsFor(ReleaseContext context) => context.TaskNames.Overlaps(TargetCatalog.SeenByOthers);

    /// <summary>Makes sure that somebody can say yes, before a run spends time on its checks.</summary>
    /// <exception cref="RefusedException">Nobody is there to ask.</exception>
    public static void RequireSomebody(ReleaseContext context)
    {
        if (IsNeeded(context))
            _ = Person(context);
    }

    /// <summary>Shows the plan of a release and asks, when the run changes what others see.</summary>
    /// <exception cref="RefusedException">The answer is not yes, or nobody is there to ask.</exception>
    public static async Task AskAsync(ReleaseContext context, ReleasePlan plan)
    {
        if (!IsFor(context) || !IsNeeded(context))
            return;
        var changesRegions = context.TaskNames.Overlaps(StageTable.ChangingTargets);
        var source =
            context.TaskNames.Contains(TargetNames.Tag) && plan.Tag == TagState.Missing
                ? await context.Checkout.StateAsync()
                : null;
        var changing = plan.Regions.Count(region => Changes(context, plan, region));
        if (changesRegions && changing == 0 && source is null && !PushesImages(context, plan))
        {
            context.Say($"nothing has to change: every region runs {plan.Version}");
            return;
        }
        await AskAsync(
            context,
            errors =>
            {
                if (changesRegions)
                {
                    PlanReport.WriteChanges(errors, plan, width: context.RunEnvironment.Width);
                    BackupLines.WriteParagraph(errors, plan);
                }
                if (source is not null)
                    WriteTag(context, errors, source);
            },
            changesRegions && changing > 0
                    ? $"Release {plan.Version} to {CountedRegions.Of(changing, plan.Regions.Count)}?"
                : source is not null ? $"Push the tag {plan.Version}?"
                : $"Push the images of {plan.Version}?"
        );
    }

    /// <summary>
    /// Writes what pushing the tag sets off: GitLab's pipeline for tags knows nothing of this run's regions.
    /// </summary>
    internal static void WriteTag(ReleaseContext context, TextWriter errors, SourceState source)
    {
        // Of a run that goes no further than the tag or the images, GitLab's release is what is wanted.
        var isCancelled =
            context.GitLab is not null && source.IsBackPort && context.TaskNames.Overlaps(StageTable.ChangingTargets);
        string[] lines =
        [
            $"The tag {source.Version} is pushed to {source.Remote}.",
            $"If GitLab has a pipeline for tags there, that releases {source.Version} to every production region that serves something older, whatever --regions says.",
            source.IsBackPort ? "After a wave in which a region serves something newer, it starts no other." : "",
            isCancelled ? "This run cancels those deploy jobs, as far as they have not begun." : "",
        ];
        WriteParagraph(errors, string.Join(' ', lines.Where(line => line.Length > 0)));
    }

    /// <summary>Writes a paragraph above a question.</summary>
    internal static void WriteParagraph(TextWriter errors, string text) => WrappedText.Write(errors, "", text, Width);

    // What holds the lock may leave other images behind, and what goes back on failure goes back from where it is now.
    private static bool Changes(ReleaseContext context, ReleasePlan plan, RegionPlan region) =>
        context.Options.RestoresOnFailure
        || region.Lock is not null
        || (context.TaskNames.Contains(TargetNames.MigrateCluster) && !region.IsMigrated)
        || (context.TaskNames.Contains(TargetNames.SetImage) && region.From != plan.Version)
        || region.Changes.Count > 0
        || (region.Objects ?? []).Any(entry => entry.Change.ChangesRegion());

    private static bool PushesImages(ReleaseContext context, ReleasePlan plan) =>
        context.TaskNames.Contains(TargetNames.PushAcr)
        && (plan.Images.Count == 0 || plan.Images.Any(image => image.State != ImageState.Published));

    /// <summary>Shows what will happen and asks.</summary>
    /// <param name="context">The run.</param>
    /// <param name="show">
    /// Writes what will happen. It goes to the error stream, as the question does: a person sees both also where the
    /// output goes into a file or a pipe.
    /// </param>
    /// <param name="question">The question.</param>
    /// <exception cref="RefusedException">The answer is not yes, or nobody is there to ask.</exception>
    public static async Task AskAsync(ReleaseContext context, Action<TextWriter> show, string question)
    {
        RequireSomebody(context);
        if (IsNeeded(context))
            show(context.RunEnvironment.Errors);
        if (!await IsGivenAsync(context, question))
            throw new RefusedException(["not confirmed"]);
    }

    /// <summary>Asks, and returns whether the answer is yes.</summary>
    /// <exception cref="RefusedException">Nobody is there to ask.</exception>
    public static async Task<bool> IsGivenAsync(ReleaseContext context, string question)
    {
        if (!IsNeeded(context))
            return true;
        var ask = Person(context);
        var errors = context.RunEnvironment.Errors;
        var answers = new TypedAnswers(context.Target, question);
        while (true)
        {
            await errors.WriteAsync($"{VisibleText.Of(question)} [y/N] ");
            // Reading a line knows no cancellation: it is left behind when the run is stopped.
            var answer = await Task.Run(ask, context.Cancelled).WaitAsync(context.Cancelled);
            if (!TypedAnswers.AsksForHelp(answer))
                return answers.IsYes(answer);
            await errors.WriteLineAsync(answers.Help);
        }
    }

    // In CI and in drills --yes is said already.
    private static bool IsNeeded(ReleaseContext context) => !context.Options.Yes;

    private static Func<string?> Person(ReleaseContext context) =>
        context.RunEnvironment.Ask ?? throw new RefusedException(["nobody is there to ask: add --yes"]);
}
