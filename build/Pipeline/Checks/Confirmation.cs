using Foundation.Failures;
using Foundation.Text;
using Pipeline.Running;
using Pipeline.Terminal;
using Releases.Plans;
using Releases.Records;

namespace Pipeline.Checks;

/// <summary>Shows a person what will happen and asks.</summary>
public static class Confirmation
{
    /// <summary>Asks, when somebody is there to answer and has not said <c>--yes</c>.</summary>
    /// <exception cref="RefusedException">The answer is not yes.</exception>
    public static async Task AskAsync(ReleaseContext context, ReleasePlan plan)
    {
        var surroundings = context.Surroundings;
        if (
            surroundings.Ask is not { } ask
            || context.Options.Yes
            || !context.TaskNames.Overlaps(StageTable.ChangingTargets)
        )
            return;
        // On the error stream a person sees the question also where the output goes into a file or a pipe.
        PlanReport.WriteChanges(surroundings.Errors, plan);
        await AskAsync(context, ask, $"Release {plan.Version} to {Counted.Of(plan.Regions.Count, "region")}?");
    }

    /// <summary>Asks one question.</summary>
    /// <exception cref="RefusedException">The answer is not yes.</exception>
    public static async Task AskAsync(ReleaseContext context, Func<string?> ask, string question)
    {
        context.Surroundings.Errors.Write($"{VisibleText.Of(question)} [y/N] ");
        // Reading a line knows no cancellation: it is left behind when the run is stopped.
        var answer = await Task.Run(ask, context.Cancelled).WaitAsync(context.Cancelled);
        if (answer?.Trim() is not ("y" or "Y" or "yes"))
            throw new RefusedException(["not confirmed"]);
    }
}
