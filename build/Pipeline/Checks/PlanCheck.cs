using Pipeline.Running;
using Pipeline.Terminal;
using Releases.Records;

namespace Pipeline.Checks;

/// <summary>Shows what a release would do. The run is refused when something speaks against the release.</summary>
public static class PlanCheck
{
    /// <summary>Runs the checks of a release and writes the plan with all that they found.</summary>
    public static async Task RunAsync(ReleaseContext context)
    {
        var planning = ReleasePlanning.RunAsync(context, new Findings());
        await SignOfLife.DuringAsync(context, "still checking", planning);
        var plan = await planning;
        PlanReport.Write(
            context.Answer,
            plan,
            context.Options.Output,
            context.RunEnvironment.Width,
            context.Record.Current
        );
        context.Journal.Conclude(plan.IsClear ? Outcome.Succeeded : Outcome.Refused);
    }
}
