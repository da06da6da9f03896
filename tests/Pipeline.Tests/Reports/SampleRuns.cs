using Migrations.Verdicts;
using Releases.Records;

namespace Pipeline.Tests.Reports;

/// <summary>Records of runs as reports are made of.</summary>
internal static class SampleRuns
{
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>One region done, one failed with all that a failure can have, one not reached.</summary>
    public static readonly ReleaseRecord Failed = new()
    {
        Target = "Deploy",
        Version = "1.2.3",
        Actor = "Ann",
        Host = "laptop",
        Pipeline = "https://ci.example.com/jobs/7",
        Commit = "0123456789abcdef",
        StartedAt = Start,
        FinishedAt = Start.AddSeconds(100),
        Outcome = Outcome.Failed,
        Images = [new("example.azurecr.io/app:1.2.3", "sha256:0123")],
        Migrations = [Unsafe],
        Regions =
        [
            Done("uk", 1, Start.AddSeconds(10)),
            Done("qatar", 2, Start.AddSeconds(60)) with
            {
                Outcome = Outcome.Failed,
                Stages =
                [
                    new(Stage.Migrate, Outcome.Skipped, Start.AddSeconds(60), 0.25, "had run"),
                    new(Stage.SetImage, Outcome.Succeeded, Start.AddSeconds(60), 1, "3 of 3 workloads changed"),
                    new(Stage.Verify, Outcome.Failed, Start.AddSeconds(61), 29, "no"),
                ],
                Failure = new(Stage.Verify, "ImagePullBackOff", "the image is not there")
                {
                    Pod = "web-1",
                    Log = ["first line", "", "last line"],
                    Events = ["BackOff: pulling"],
                    NextStep = "kubectl describe pod web-1",
                },
            },
            new()
            {
                Name = "ksa",
                Provider = "gke",
                Wave = 3,
                Outcome = Outcome.Skipped,
            },
        ],
    };

    private static MigrationVerdict Unsafe =>
        new()
        {
            From = "1.2.2",
            To = "1.2.3",
            Verdict = Verdict.Unsafe,
            Migrations =
            [
                new(
                    "forms",
                    "0002_notes",
                    MigrationChangeKind.Added,
                    Verdict.Unsafe,
                    [new("RemoveField", "Form.notes", Verdict.Unsafe, "old code reads it", true, "its values")]
                ),
            ],
            OtherChanges =
            [
                new(
                    OtherChangeKind.Dependency,
                    "requirements.txt",
                    MigrationChangeKind.Edited,
                    "django 4 to 5",
                    Verdict.Investigate
                ),
            ],
        };

    /// <summary>A region where everything went well.</summary>
    public static RegionRecord Done(string name, int wave, DateTimeOffset at) =>
        new()
        {
            Name = name,
            Provider = "aks",
            Wave = wave,
            Outcome = Outcome.Succeeded,
            From = "1.2.2",
            Stages =
            [
                new(Stage.Migrate, Outcome.Succeeded, at, 20, "migrated in 20s"),
                new(Stage.SetImage, Outcome.Succeeded, at.AddSeconds(20), 1, "2 of 2 workloads changed"),
                new(Stage.Verify, Outcome.Succeeded, at.AddSeconds(21), 19, "2 workloads rolled out"),
            ],
            Workloads =
            [
                new("Deployment", "web", "example.azurecr.io/app:1.2.2", "example.azurecr.io/app:1.2.3"),
                new("CronJob", "cleanup", "example.azurecr.io/app:1.2.2", "example.azurecr.io/app:1.2.3"),
            ],
        };

    /// <summary>A large fleet: a release with everything in it, and every tenth region of it failed.</summary>
    public static ReleaseRecord Large(int regions) =>
        Failed with
        {
            Regions = [.. Enumerable.Range(1, regions).Select(OneOfMany)],
        };

    private static RegionRecord OneOfMany(int number)
    {
        var region = Done(
            $"region-{number}",
            1 + (number / 25),
            Start.AddSeconds(10 + (number / 25 * 50) + (number % 7))
        );
        if (number % 10 != 0)
            return region;
        var log = Enumerable.Range(1, 25).Select(line => $"{line} {new string('x', 80)}");
        return region with
        {
            Outcome = Outcome.Failed,
            Stages = [.. region.Stages.Take(2), region.Stages[2] with { Outcome = Outcome.Failed }],
            Failure = Failed.Regions[1].Failure! with { Log = [.. log] },
        };
    }
}
