using Migrations.Verdicts;
using Releases.Records;

namespace Releases.Tests.Records;

/// <summary>The record of a run that has everything in it.</summary>
internal static class SampleRecord
{
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static readonly ReleaseRecord Failed = new()
    {
        Target = "Deploy",
        Version = "1.2.3",
        Actor = "Ann",
        Host = "laptop",
        Pipeline = "https://ci.example.com/jobs/7",
        Commit = "0123456789abcdef",
        StartedAt = Start,
        FinishedAt = Start.AddSeconds(60.5),
        Outcome = Outcome.Failed,
        Images = [new("example.azurecr.io/app:1.2.3", "sha256:0123")],
        Contents =
        [
            new("1.2.2", ["uk"])
            {
                Added = [new("4f2a9c1", "Fix the login", "meg/forms!123")],
                AddedCount = 1,
                Removed = [new("0c1d2e3", "Bump Django", null)],
                RemovedCount = 1,
            },
        ],
        Migrations =
        [
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
            },
        ],
        Regions =
        [
            new()
            {
                Name = "uk",
                Provider = "aks",
                Wave = 1,
                Outcome = Outcome.Failed,
                From = "1.2.2",
                Live = "1.2.2",
                Stages =
                [
                    new(Stage.Migrate, Outcome.Skipped, Start, 0.25, "had run"),
                    new(Stage.SetImage, Outcome.Succeeded, Start, 1, "1 of 1"),
                    new(Stage.Verify, Outcome.Failed, Start, 12.3, "no"),
                ],
                Workloads = [new("Deployment", "web", "example.azurecr.io/app:1.2.2", "example.azurecr.io/app:1.2.3")],
                Failure = new(Stage.Verify, "ImagePullBackOff", "not found")
                {
                    Pod = "web-1",
                    Log = ["a", "b"],
                    Events = ["c"],
                    NextStep = "kubectl describe pod web-1",
                },
            },
            new()
            {
                Name = "qatar",
                Provider = "gke",
                Wave = 2,
                Outcome = Outcome.Skipped,
            },
        ],
    };
}
