using Pipeline.Targets;

namespace Pipeline.Exercises.Scenarios;

/// <summary>Somebody else is releasing to the same region.</summary>
internal static class LockHeld
{
    private const string Broken = "the lock was broken while its holder was at work";

    private static readonly TimeSpan Longer = TimeSpan.FromSeconds(20);

    public static Scenario Scenario { get; } =
        new("lock-held", "somebody else is releasing to the same region")
        {
            Steps =
            [
                new(
                    "1.2.3 is built and has to be in uk before the customers' audit at nine. A colleague whom you cannot reach has started something there, too, and has the region's deploy lock.",
                    "uk serves 1.2.3."
                )
                {
                    Regions = [ExerciseFleet.First],
                    Begin = ground =>
                    {
                        ground.HoldLock(ExerciseFleet.First, Longer, Broken);
                        return Task.CompletedTask;
                    },
                    IsReached = ground => Task.FromResult(ground.Serves(ExerciseFleet.First, "1.2.3")),
                    Hints =
                    [
                        "status says who holds the lock, since when, and whether it has expired.",
                        "A lock that a run renews does not expire: its run lives. unlock is for runs that are dead.",
                        "deploy waits for the other run with --wait-lock=5m, and starts when that has ended.",
                    ],
                    Solution = ["./build.sh status", "./build.sh deploy 1.2.3 uk --wait-lock=5m"],
                },
                new(
                    "It is in time. The colleague writes that the other run had been for uk alone, and that au is yours.",
                    "both regions serve 1.2.3."
                )
                {
                    IsReached = ground => Task.FromResult(ground.AllServe("1.2.3")),
                    Hints = ["The same command without a region does what is left, and leaves alone what is done."],
                    Solution = ["./build.sh deploy 1.2.3"],
                },
            ],
            Remarks =
            [
                new(
                    "You waited for the other run, and broke nobody's lock.",
                    "The lock was broken while its holder was at work: two releases then change one region at once. deploy --wait-lock=5m waits instead.",
                    course =>
                        course.Has(Broken) ? false
                        : course.HasChanged(ExerciseFleet.First) ? true
                        : null
                ),
                new(
                    "You left unlock alone.",
                    "unlock is for a run that is dead; ask its holder, or wait, before you use it.",
                    course => course.HasChanges ? !course.Ran(TargetNames.Unlock) : null
                ),
            ],
            Discuss =
                "How do you reach whoever holds a lock? From a status alone, how do you tell a run that lives from one that is dead?",
        };
}
