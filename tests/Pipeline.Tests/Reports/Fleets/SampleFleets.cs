using Releases.Histories;
using Releases.Jobs;
using Releases.Records;
using Releases.Surveys;

namespace Pipeline.Tests.Reports.Fleets;

/// <summary>What fleets ran at one moment.</summary>
internal static class SampleFleets
{
    public static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>One region of each kind.</summary>
    public static readonly FleetStatus Troubled = new(
        At,
        [
            Healthy("uk"),
            Healthy("qatar") with
            {
                Health = Health.Unhealthy,
                Ready = 1,
                Problems = ["Deployment web: CrashLoopBackOff: container web ended with exit code 1"],
                NextStep = "kubectl describe pod web-1",
                Page = new(new Uri("https://qatar.example.com/"), "1.2.2", "shows 1.2.2", false),
            },
            Healthy("ksa") with
            {
                Drifts = true,
                Version = null,
                Workloads = [Web("1.2.2"), Web("1.2.3") with { Name = "worker" }],
                Lock = new("Bob on laptop", At, At, false),
                Migration = new("migration", "1.2.3", JobPhase.Running, null),
            },
            new()
            {
                Name = "us",
                Provider = "aks",
                Tier = "production",
                Namespace = "default",
                Health = Health.Unknown,
                Problems = ["us: its cluster does not answer"],
                Unread = ["leases: forbidden"],
            },
        ]
    );

    public static FleetHistory NoHistory => new(At, ["uk"], [], []);

    /// <summary>One run, and a region that keeps no notes.</summary>
    public static FleetHistory History =>
        LongHistory(1) with
        {
            Unread = [new("qatar", "leases: forbidden", null), new("us", "its cluster does not answer", null)],
        };

    public static FleetHistory LongHistory(int runs) =>
        new(
            At,
            ["uk", "qatar", "us"],
            [
                .. Enumerable
                    .Range(0, runs)
                    .Select(number => new HistoryEntry
                    {
                        Region = "uk",
                        At = At.AddDays(-number),
                        EndedAt = At.AddDays(-number).AddMinutes(1),
                        Target = "Deploy",
                        From = "1.2.2",
                        Version = "1.2.3",
                        Outcome = Outcome.Succeeded,
                        Actor = "Ann",
                        Host = "laptop",
                        Run = $"run {number}",
                    }),
            ],
            []
        );

    /// <summary>Runs of seven regions by somebody with a long name, with a reason at length.</summary>
    public static FleetHistory WideHistory
    {
        get
        {
            string[] regions = ["uk", "uae", "qatar", "ksa", "us", "au", "production"];
            return new(
                At,
                regions,
                [
                    .. regions.SelectMany(region =>
                        new[] { "Deploy", "Rollback", "CancelMigration", "ApplyManifests" }.Select(
                            (target, number) =>
                                new HistoryEntry
                                {
                                    Region = region,
                                    At = At.AddHours(-number),
                                    EndedAt = At.AddHours(-number).AddSeconds(75),
                                    Target = target,
                                    From = "1.22.2",
                                    Version = "1.22.3",
                                    Outcome = number == 1 ? Outcome.Failed : Outcome.Succeeded,
                                    Actor = "Seed 9be56f8f maintainer of the application",
                                    Host = "runner-7f9c-project-42",
                                    Job = number == 0 ? "https://gitlab.example.com/meg/forms/-/jobs/4711" : null,
                                    Reason =
                                        number == 1
                                            ? "CrashLoopBackOff: Deployment web: container web exits with 1"
                                            : null,
                                    Run = $"run {number}",
                                }
                        )
                    ),
                ],
                []
            );
        }
    }

    /// <summary>Regions with names of one word, released by somebody with a long name.</summary>
    public static FleetStatus WideNames =>
        new(
            At,
            [
                .. new[] { "uk", "production", "europe-west2" }.Select(name =>
                    Healthy(name) with
                    {
                        LastRelease = new("release", "Seed 9be56f8f maintainer of the application", At),
                        Lock = new("Ada Lovelace on runner-7f9c", At, At, false),
                    }
                ),
            ]
        );

    public static RegionStatus Healthy(string name) =>
        new()
        {
            Name = name,
            Provider = "aks",
            Tier = "production",
            Namespace = "default",
            Health = Health.Healthy,
            Version = "1.2.3",
            Ready = 2,
            Wanted = 2,
            Workloads = [Web("1.2.3")],
            LastRelease = new("release 1.2.3 by Ann", "Ann", At.AddDays(-1)),
            Page = new(new Uri($"https://{name}.example.com/"), "1.2.3", "shows 1.2.3", true),
        };

    public static FleetStatus Large(int regions) =>
        new(
            At,
            [
                .. Enumerable
                    .Range(1, regions)
                    .Select(number => Troubled.Regions[number % 10 == 0 ? 1 : 0] with { Name = $"region-{number}" }),
            ]
        );

    private static WorkloadStatus Web(string version) =>
        new(
            "Deployment",
            "web",
            version,
            [new("migrate", $"example.azurecr.io/app:{version}"), new("web", $"example.azurecr.io/app:{version}")],
            2,
            2,
            Health.Healthy,
            "rolled out"
        );
}
