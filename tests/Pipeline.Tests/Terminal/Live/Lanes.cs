using Pipeline.Terminal.Live;
using Releases.Fleets;
using Releases.Records;
using Releases.Rollout;

namespace Pipeline.Tests.Terminal.Live;

/// <summary>Lanes and what happens to them, second by second.</summary>
internal static class Lanes
{
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static readonly IReadOnlySet<Stage> AllStages = new HashSet<Stage>
    {
        Stage.Migrate,
        Stage.SetImage,
        Stage.Verify,
    };

    public static LaneMatrix Of(params string[] regions) => LaneMatrix.Of(WavesOf(regions), AllStages);

    public static IReadOnlyList<Wave> WavesOf(params string[] regions) =>
        [
            new Wave(
                1,
                [
                    .. regions.Select(name => new Region
                    {
                        Name = name,
                        Provider = Provider.Context,
                        Cluster = name,
                    }),
                ]
            ),
        ];

    public static RunEvent At(
        int second,
        string region,
        Stage? stage,
        RunEventKind kind,
        string text = "",
        PodCount? pods = null
    ) => new(Start.AddSeconds(second), region, stage, kind, text) { Pods = pods };

    public static LaneMatrix After(this LaneMatrix matrix, params RunEvent[] events) =>
        events.Aggregate(matrix, (current, happened) => current.After(happened));

    /// <summary>A lane that went through all of its stages.</summary>
    public static RunEvent[] Released(string region) =>
        [
            At(0, region, Stage.Migrate, RunEventKind.Started),
            At(12, region, Stage.Migrate, RunEventKind.Succeeded, "migrated in 12.0s"),
            At(12, region, Stage.SetImage, RunEventKind.Started),
            At(13, region, Stage.SetImage, RunEventKind.Skipped, "all 3 workloads have 1.2.3 already"),
            At(13, region, Stage.Verify, RunEventKind.Started),
            At(20, region, Stage.Verify, RunEventKind.Progress, "Deployment web: 2 of 2 ready", new PodCount(3, 3)),
            At(78, region, Stage.Verify, RunEventKind.Succeeded, "https://uk shows 1.2.3"),
        ];

    public static RunEvent[] Failed(string region) =>
        [
            At(0, region, Stage.Migrate, RunEventKind.Started),
            At(3, region, Stage.Migrate, RunEventKind.Failed, "Job migration failed: BackoffLimitExceeded"),
        ];

    public static RunEvent[] Verifying(string region) =>
        [
            .. Released(region).Take(5),
            At(14, region, Stage.Verify, RunEventKind.Progress, "Deployment web: 1 of 2 updated", new PodCount(1, 3)),
        ];
}
