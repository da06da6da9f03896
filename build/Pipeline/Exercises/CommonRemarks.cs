using Foundation.Text;

namespace Pipeline.Exercises;

/// <summary>What is said of the way through every exercise.</summary>
internal static class CommonRemarks
{
    /// <summary>The remarks, for the steps of a scenario and the way that was taken.</summary>
    public static IEnumerable<Remark> Of(Scenario scenario, Course course) =>
        [
            // By name: what was not looked at may be blamed beside it.
            new(
                $"You looked before you changed anything: {string.Join(" and ", course.NamesOfFirstLooks)}.",
                "Look before the first change: ./build.sh status takes seconds and changes nothing.",
                taken => taken.HasChanges ? taken.LookedFirst : null
            ),
            .. scenario.Steps.SelectMany((step, number) => Reach(step, number, course)),
            .. More(scenario, course),
            new(
                "You overruled no check.",
                "You overruled a check; ask what it had found before you do.",
                taken => taken.HasChanges ? !taken.Overruled.Any() : null
            ),
            new(
                "You looked again at the end, and did not take the last line's word for it.",
                "Look again at the end: ./build.sh status tells what really serves.",
                taken => taken is { HasChanges: true, IsDone: true } ? taken.LookedAgain : null
            ),
            new(
                "You found every way by yourself.",
                $"You had {Shown(course)} shown; walk through it once more without.",
                taken => taken.HasChanges ? taken is { Solutions: 0, Hints: 0 } : null
            ),
        ];

    private static string Shown(Course course) =>
        course.Solutions > 0 ? "a solution"
        : course.Hints == 1 ? "a hint"
        : Counted.Of(course.Hints, "hint");

    // Said only where a step is about less than all regions.
    private static IEnumerable<Remark> Reach(ExerciseStep step, int number, Course course)
    {
        if (step.Regions.Count == ExerciseFleet.Regions.Count)
            yield break;
        var strays = course.Strays(number, step.Regions);
        var changed = string.Join(" and ", strays);
        var verb = strays.Count == 1 ? "was" : "were";
        var advice =
            step.Regions.Count == 0 ? "no region had to change"
            : course.NamedStrays(number, step.Regions) ? "read the region's name once more before you press Enter"
            : "name the regions, or all of them change";
        yield return new(
            $"In step {number + 1} you changed {step.About} alone.",
            $"Step {number + 1} was about {step.About}, and {changed} {verb} changed: {advice}.",
            taken => taken.ChangedIn(number).Any() ? strays.Count == 0 : null
        );
    }

    private static IEnumerable<Remark> More(Scenario scenario, Course course)
    {
        var changed = course.ChangedIn(scenario.Steps.Count).ToArray();
        if (changed.Length > 0)
            yield return new(
                "",
                $"After the last step you changed {string.Join(" and ", changed)}: nothing was left to do.",
                _ => false
            );
    }
}
