namespace Cluster.Tests.Sample;

/// <summary>What an application has, and where it runs.</summary>
public sealed record SampleSetup
{
    /// <summary>The workloads of <c>tests/app</c>.</summary>
    public const string AllWorkloads = """
          - { selector: image=megforms, kinds: [Deployment, CronJob], tag: "{version}" }
          - { selector: image=mat-cms-static, kinds: [Deployment], tag: "{version}-static" }
        """;

    /// <summary>The names of the regions, wave by wave.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Waves { get; init; } =
    [
        ["north"],
    ];

    /// <summary>The manifests of <c>tests/app</c> or of this project that each region runs.</summary>
    public IReadOnlyList<string> Manifests { get; init; } = ["web", "static", "cleanup"];

    /// <summary>The workload rules of the fleet file.</summary>
    public string Workloads { get; init; } = AllWorkloads;

    /// <summary>The context of the regions; the cluster with the node when <see langword="null"/>.</summary>
    public string? Context { get; init; }

    /// <summary>The context that the fleet file names; that of the regions when <see langword="null"/>.</summary>
    public string? ReleaseContext { get; init; }

    /// <summary>The port of the database server; the stack's own when <see langword="null"/>.</summary>
    public string? DatabasePort { get; init; }

    /// <summary>Whether the pods come up, so that there is something to wait for.</summary>
    public bool ComesUp { get; init; } = true;

    public IEnumerable<string> Regions => Waves.SelectMany(wave => wave);

    /// <summary>One Deployment of one pod and its page: for what does not depend on the workloads.</summary>
    public static SampleSetup Small(params string[] regions) =>
        new()
        {
            Waves = [regions],
            Manifests = ["small"],
            Workloads = """  - { selector: image=megforms, kinds: [Deployment], tag: "{version}" }""",
        };
}
