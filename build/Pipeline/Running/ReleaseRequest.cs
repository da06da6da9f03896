using Foundation.Secrets;
using Pipeline.GitLab;
using Pipeline.Options;
using Releases.Fleets;
using Releases.Records;

namespace Pipeline.Running;

/// <summary>What a run is for: all that the arguments, the environment and the fleet file say, checked.</summary>
public sealed record ReleaseRequest
{
    /// <summary>The target that was asked for; of several the last.</summary>
    public required string Target { get; init; }

    /// <summary>All targets that were asked for.</summary>
    public IReadOnlyList<string> Targets
    {
        get => field ?? [Target];
        init;
    }

    /// <summary>
    /// The targets that run without what they depend on; <see langword="null"/> unless that was asked for.
    /// </summary>
    public IReadOnlyList<string>? ExclusiveTargets { get; init; }

    /// <summary>The words of the command line, for the record.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Whether Cake only walks the graph.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>The options.</summary>
    public required ReleaseOptions Options { get; init; }

    /// <summary>The process's surroundings.</summary>
    public required RunEnvironment Environment { get; init; }

    /// <summary>
    /// Where the answer of a run that only answers a question goes; <see langword="null"/> for every other run.
    /// </summary>
    public TextWriter? Answer { get; init; }

    /// <summary>
    /// Where events go that programs follow; <see langword="null"/> where they go among the lines for people.
    /// </summary>
    public TextWriter? Events { get; init; }

    /// <summary>The fleet; <see langword="null"/> for targets that need none.</summary>
    public Fleet? Fleet { get; init; }

    /// <summary>The regions of the run.</summary>
    public IReadOnlyList<Wave> Waves { get; init; } = [];

    /// <summary>What is rehearsed; <see langword="null"/> unless the target is <c>Drill</c>.</summary>
    public RehearsalPlan? Rehearsal { get; init; }

    /// <summary>The record of an earlier run; <see langword="null"/> for targets that read none.</summary>
    public ReleaseRecord? EarlierRecord { get; init; }

    /// <summary>Where the report of the run itself goes; <see langword="null"/> when none is wanted.</summary>
    public string? ReportOfRun { get; init; }

    /// <summary>Why no images are built and pushed, or <see langword="null"/> when they are.</summary>
    public string? ImagesLeftOut { get; init; }

    /// <summary>
    /// How much of the usual patience a symptom is given; 1 on real clusters, less where time passes faster.
    /// </summary>
    public double Patience { get; init; } = 1;

    /// <summary><c>DOCKER_REGISTRY_PASSWORD</c>, when it is set.</summary>
    public Secret? RegistryPassword { get; init; }

    /// <summary>
    /// What the environment says of the project on GitLab; <see langword="null"/> without a token or a project, and for
    /// a run that tells GitLab nothing.
    /// </summary>
    public GitLabSettings? GitLab { get; init; }

    /// <summary>Cancelled by Ctrl-C.</summary>
    public required CancellationToken Cancelled { get; init; }
}
