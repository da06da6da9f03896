using Drill.Faults;
using Pipeline.Running;

namespace Pipeline.Exercises.Scenarios;

/// <summary>A migration failed between two of its steps: the schema is neither old nor new.</summary>
internal static class HalfMigrated
{
    public static Scenario Scenario { get; } =
        new("half-migrated", "a migration failed, and the schema is neither old nor new")
        {
            Before = async ground =>
            {
                var faults = ground[ExerciseFleet.First].Faults;
                faults.Add(FaultKind.MigrationFails);
                await ground.RunAsync(ExitCode.Failed, "deploy", "1.2.3");
                faults.Remove(FaultKind.MigrationFails);
            },
            Steps =
            [
                new(
                    "The release of 1.2.3 failed in uk: one migration is applied, the next one waited for a lock on its table and gave up. The long report that had the table has ended since; the old version still serves.",
                    "uk serves 1.2.3, and its database has every migration of it."
                )
                {
                    Regions = [ExerciseFleet.First],
                    IsReached = ground =>
                        Task.FromResult(
                            ground.Serves(ExerciseFleet.First, "1.2.3") && ground.Unapplied(ExerciseFleet.First) == 0
                        ),
                    Hints =
                    [
                        "status --schema asks the databases which migrations are applied.",
                        "Django applies only what is missing: nothing has to be undone first.",
                        "The same command again: deploy 1.2.3, for uk alone.",
                    ],
                    Solution = ["./build.sh status --schema", "./build.sh deploy 1.2.3 uk"],
                },
                new("uk is well. au was to come after it, and the run had stopped before.", "both regions serve 1.2.3.")
                {
                    IsReached = ground =>
                        Task.FromResult(ground.AllServe("1.2.3") && ground.Unapplied(ExerciseFleet.Second) == 0),
                    Hints = ["The same command again, without a region or with the other one."],
                    Solution = ["./build.sh deploy 1.2.3", "./build.sh status"],
                },
            ],
            Remarks =
            [
                new(
                    "You asked the database which migrations it has, before you changed it.",
                    "After a failed migration ask the database first: ./build.sh status --schema.",
                    course => course.HasChanges ? course.LookedFirstWith("schema") : null
                ),
                new(
                    "You went forward with the same command, and undid nothing.",
                    "Nothing had to be undone: after its cause is gone, the same command applies what is missing.",
                    course => course.WentForward
                ),
            ],
            Discuss =
                "Which of your tables have long reports on them, and when do they run? Who would have seen at night that the old version still serves?",
        };
}
