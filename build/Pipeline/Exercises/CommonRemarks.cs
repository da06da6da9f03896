namespace Pipeline.Exercises;

/// <summary>What is said of the way through every exercise.</summary>
internal static class CommonRemarks
{
    /// <summary>The remarks, for the steps of a scenario.</summary>
    public static IEnumerable<Remark> Of(Scenario scenario) =>
        [
            new(
                "You looked before you changed anything.",
                "Look before the first change: ./build.sh status takes seconds and changes nothing.",
                course => course.HasChanges ? course.LookedFirst : null
            ),
            .. scenario.Steps.SelectMany(Reach),
            new(
                "You overruled no check.",
                "You overruled a check; ask what it had found before you do.",
                course => course.HasChanges ? !course.Overruled.Any() : null
            ),
            new(
                "You looked again at the end, and did not take the last line's word for it.",
                "Look again at the end: ./build.sh status tells what really serves.",
                course => course is { HasChanges: true, IsDone: true } ? course.LookedAgain : null
            ),
            new(
                "You found every way by yourself.",
                "You had a solution shown; walk through it once more without.",
                course => course.HasChanges ? course.Solutions == 0 : null
            ),
        ];

    // Said only where a step is about less than all regions.
    private static IEnumerable<Remark> Reach(ExerciseStep step, int number)
    {
        if (step.Regions.Count == ExerciseFleet.Regions.Count)
            yield break;
        var meant = string.Join(" and ", step.Regions);
        yield return new(
            $"In step {number + 1} you changed {meant} alone.",
            $"Step {number + 1} was about {meant}: name the regions, or all of them change.",
            course =>
                course.ChangedIn(number).ToArray() is { Length: > 0 } changed
                    ? changed.All(step.Regions.Contains)
                    : null
        );
    }
}
