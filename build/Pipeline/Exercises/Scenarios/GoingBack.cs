using Pipeline.Running;

namespace Pipeline.Exercises.Scenarios;

/// <summary>The new version is out, and wrong: back to the one before, one region and then the other.</summary>
internal static class GoingBack
{
    public static Scenario Scenario { get; } =
        new("rollback", "the new version is out, and wrong")
        {
            Before = ground => ground.RunAsync(ExitCode.Done, "deploy", "1.2.3"),
            Steps =
            [
                new(
                    "1.2.3 is out, and since then nobody in uk can open an audit. au sleeps; nobody there has complained, and the developers want to look at it as it is.",
                    "uk serves the version before 1.2.3 again; leave au as it is."
                )
                {
                    Regions = [ExerciseFleet.First],
                    IsReached = ground => Task.FromResult(ground.Serves(ExerciseFleet.First, "1.2.2")),
                    Hints =
                    [
                        "First find out what serves where, and what served before: status, and history.",
                        "Whether older code can run on the database as it is now is told by check-rollback VERSION.",
                        "rollback VERSION REGION goes back, in the regions that you name.",
                    ],
                    Solution =
                    [
                        "./build.sh status",
                        "./build.sh check-rollback 1.2.2 --regions=uk",
                        "./build.sh rollback 1.2.2 uk",
                    ],
                },
                new(
                    "The developers know enough: it is the same everywhere, and the next version takes until tomorrow. au wakes in an hour.",
                    "both regions serve 1.2.2."
                )
                {
                    IsReached = ground => Task.FromResult(ground.AllServe("1.2.2")),
                    Hints =
                    [
                        "The same command as before, for the other region.",
                        "Without a region it is all of them; one that is back already is left alone.",
                    ],
                    Solution = ["./build.sh rollback 1.2.2 au", "./build.sh status"],
                },
            ],
            Remarks =
            [
                new(
                    "You had the migrations judged before you went back.",
                    "Before you go back, ask check-rollback: it judges the migrations, and changes nothing.",
                    course => course.JudgedTheWayBack
                ),
            ],
            Discuss =
                "Who may decide to go back, and who has to hear of it first? How long did it take from the first complaint to the first command?",
        };
}
