using Pipeline.Rehearsals;
using Pipeline.Running;

namespace Pipeline.Exercises.Scenarios;

/// <summary>The new version is wrong, and the old one cannot run on its schema.</summary>
internal static class UnsafeWayBack
{
    public static Scenario Scenario { get; } =
        new("unsafe-rollback", "the new version is wrong, and the old one cannot run on its schema")
        {
            Changes = [SampleChange.ToBeReleased(AuditMigrations.WriteUnsafeChangeAsync)],
            Before = ground => ground.RunAsync(ExitCode.Done, "deploy", "1.2.3"),
            Steps =
            [
                new(
                    "1.2.3 removed a column that 1.2.2 still reads, and since then the reports of uk are empty; Grace has merged a fix, and CI has built it as the next version. Somebody in the call says: just roll back.",
                    "uk serves a version that can run on its database, and is not 1.2.3."
                )
                {
                    Regions = [ExerciseFleet.First],
                    Begin = ground =>
                        ground.MergeAsync("Reports read the new column", "README.md", "\nReports are mended.\n"),
                    IsReached = ground => Task.FromResult(IsWell(ground, ExerciseFleet.First)),
                    Hints =
                    [
                        "check-rollback 1.2.2 says whether older code runs on the present schema.",
                        "Two ways are left: forward to the next version, or back with the migrations un-applied, which loses what their columns hold.",
                        "The fix is on main: git pull, then deploy 1.2.4 uk.",
                    ],
                    Solution =
                    [
                        "./build.sh check-rollback 1.2.2 --regions=uk",
                        "git pull",
                        "./build.sh deploy 1.2.4 uk",
                    ],
                },
                new(
                    "The reports of uk are there again. au has the same version as uk had, and month's end is tomorrow.",
                    "au serves a version that can run on its database, and is not 1.2.3."
                )
                {
                    IsReached = ground => Task.FromResult(ExerciseFleet.Regions.All(region => IsWell(ground, region))),
                    Hints = ["What was right for uk is right for au."],
                    Solution = ["./build.sh deploy 1.2.4"],
                },
            ],
            Remarks =
            [
                new(
                    "You had the migrations judged before you chose a way.",
                    "Ask check-rollback before you choose a way: it says what older code would read and not find.",
                    course => course.JudgedTheWayBack
                ),
                new(
                    "You went forward with a fix, and no row was lost.",
                    "You went back: with the migrations un-applied, what their columns held is lost, and older code without that fails on what is gone. A fix forward loses nothing.",
                    course => course.WentForward
                ),
            ],
            Discuss =
                "Could the column have gone one version later than the code that used it? Who reviews migrations for the way back, and does check-migrations run in your merge requests?",
        };

    // The fix, or the former version on the former schema.
    private static bool IsWell(Ground ground, string region) =>
        ground.Serves(region, "1.2.4") || (ground.Serves(region, "1.2.2") && ground.Unapplied(region) == 2);
}
