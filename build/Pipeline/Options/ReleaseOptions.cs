using Pipeline.Targets;
using Releases.Fleets;
using Releases.Notifying;
using Releases.Orders;
using Releases.Versions;

namespace Pipeline.Options;

/// <summary>
/// What was asked for: read once from the arguments and the environment (<see cref="ReleaseOptionsReader"/>), then only
/// data.
/// </summary>
public sealed record ReleaseOptions
{
    /// <summary>Limit of a migration that was given none.</summary>
    public static readonly TimeSpan DefaultMigrationTimeout = TimeSpan.FromMinutes(30);

    /// <summary>Limit of a rollout that was given none.</summary>
    public static readonly TimeSpan DefaultRolloutTimeout = TimeSpan.FromMinutes(10);

    /// <summary>The release, when it was named; else <see cref="Bump"/> finds it.</summary>
    public ImageTag? Version { get; init; }

    /// <summary>The e-mail address of the person who releases, as GitLab says; git's own where it does not.</summary>
    public string? ActorEmail { get; init; }

    /// <summary>The guards that the run goes past, by the arguments that say so.</summary>
    public IReadOnlyList<string> Overruled { get; init; } = [];

    /// <summary>How the version grows from the line's latest, instead of <see cref="Version"/>.</summary>
    public Increment? Bump { get; init; }

    /// <summary>Which regions.</summary>
    public RegionRequest Regions { get; init; } = new();

    /// <summary>The fleet file.</summary>
    public required string FleetFile { get; init; }

    /// <summary>The application's checkout.</summary>
    public required string App { get; init; }

    /// <summary>The folder of the drill that the checkout belongs to; <see langword="null"/> for a real one.</summary>
    public string? DrillFolder { get; init; }

    /// <summary>Repository of the images with its registry; the fleet's when <see langword="null"/>.</summary>
    public string? Image { get; init; }

    /// <summary>What builds: <c>docker</c>, <c>acr</c>, or the name of a buildx builder.</summary>
    public string Builder { get; init; } = "docker";

    /// <summary>Whether migrations show their log as it comes.</summary>
    public bool TailMigration { get; init; }

    /// <summary>How the clouds of the regions are asked.</summary>
    public CloudAccess CloudAccess { get; init; }

    /// <summary>Limit of a region's migration.</summary>
    public TimeSpan MigrationTimeout { get; init; }

    /// <summary>Whether somebody wants another limit than the usual one.</summary>
    public bool SetsMigrationTimeout => MigrationTimeout != DefaultMigrationTimeout;

    /// <summary>Limit of a region's rollout, the live page included.</summary>
    public TimeSpan RolloutTimeout { get; init; }

    /// <summary>How long a region's deploy lock is waited for when somebody else holds it; zero: not at all.</summary>
    public TimeSpan LockWait { get; init; }

    /// <summary>Whether a version may follow from no existing one.</summary>
    public bool AllowVersionGap { get; init; }

    /// <summary>Whether a region may go to a version older than the one that is live.</summary>
    public bool AllowDowngrade { get; init; }

    /// <summary>Whether a rollback un-applies the migrations that the older version does not have.</summary>
    public bool UnapplyMigrations { get; init; }

    /// <summary>Whether a verdict that is not clear is taken.</summary>
    public bool AcceptMigrationRisk { get; init; }

    /// <summary>
    /// When databases are backed up before their schema changes; <see langword="null"/> leaves it to the fleet file.
    /// </summary>
    public BackupPolicy? Backup { get; init; }

    /// <summary>Whether a region that fails gets its former images back.</summary>
    public bool RestoresOnFailure { get; init; }

    /// <summary>
    /// The user that goes with <c>DOCKER_REGISTRY_PASSWORD</c>; the registry's name when <see langword="null"/>.
    /// </summary>
    public string? RegistryUser { get; init; }

    /// <summary>What is said of a region that is new to the fleet.</summary>
    public NewRegionOptions NewRegion { get; init; } = new();

    /// <summary>Whether a target that can tell what it would do only tells.</summary>
    public bool OnlyTells { get; init; }

    /// <summary>Whether nobody is asked.</summary>
    public bool Yes { get; init; }

    /// <summary>Who releases; git's user when <see langword="null"/>.</summary>
    public string? Actor { get; init; }

    /// <summary>The branch or tag that CI runs for, when it does.</summary>
    public string? CiRef { get; init; }

    /// <summary>Whether this is the job that CI starts by itself for a tag.</summary>
    public bool IsTagJob { get; init; }

    /// <summary>When the pipeline of the tag or branch was made that CI runs for, when it says so.</summary>
    public DateTimeOffset? PipelineCreatedAt { get; init; }

    /// <summary>The address of the CI job, when it runs in one.</summary>
    public string? CiJob { get; init; }

    /// <summary>Where the record is written; below <c>artifacts/</c> when <see langword="null"/>.</summary>
    public string? RecordFile { get; init; }

    /// <summary>Where the record is written as a page for people, if anywhere.</summary>
    public string? ReportFile { get; init; }

    /// <summary>The version that runs, for the way back; where a branch began, for the review of its
    /// migrations.</summary>
    public string? From { get; init; }

    /// <summary>
    /// The file with the answer of <c>Status</c> as JSON, which says what is live; <see langword="null"/> for none.
    /// </summary>
    public string? LiveFile { get; init; }

    /// <summary>Where GitLab's code quality report is written; <see langword="null"/> for nowhere.</summary>
    public string? CodeQualityFile { get; init; }

    /// <summary>Whether a verdict that has to be investigated refuses, too.</summary>
    public bool Strict { get; init; }

    /// <summary>Whether the regions' databases are asked which migrations are applied.</summary>
    public bool AsksSchema { get; init; }

    /// <summary>How the answer or the end of the run is written, one of <see cref="OutputFormats"/>.</summary>
    public string Output { get; init; } = OutputFormats.Table;

    /// <summary>How long a watch waits between two looks; <see langword="null"/> for one look.</summary>
    public TimeSpan? WatchInterval { get; init; }

    /// <summary>Whether applying manifests takes over fields that others own.</summary>
    public bool ForcesConflicts { get; init; }

    /// <summary>Whether applying manifests removes what no manifest asks for any more.</summary>
    public bool Prunes { get; init; }

    /// <summary>Whether a release applies the fleet's manifests between the migration and the new images.</summary>
    public bool AppliesManifests { get; init; }

    /// <summary>Where a person wants a region's kubeconfig.</summary>
    public string? KubeconfigFile { get; init; }

    /// <summary>Which regions have jobs in GitLab's pipeline of the regions.</summary>
    public RegionJobs RegionJobs { get; init; } = new(Tier.Production, StartByHand: false);

    /// <summary>The shell that a script is asked for.</summary>
    public string? Shell { get; init; }

    /// <summary>The line that is patched.</summary>
    public ReleaseLine? Line { get; init; }

    /// <summary>The commit that is taken back, as it was named.</summary>
    public string? Commit { get; init; }

    /// <summary>Whether taking a commit back leaves its migration files where they are.</summary>
    public bool DropMigrations { get; init; }

    /// <summary>Where the run's outcome goes as variables; <see langword="null"/> for nowhere.</summary>
    public string? DotenvFile { get; init; }

    /// <summary>Who is told of the run's start and end.</summary>
    public IReadOnlyList<Webhook> Webhooks { get; init; } = [];

    /// <summary>What goes wrong in a drill, each <c>REGION:KIND</c>.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>The exercise that a drill shall be, by its name.</summary>
    public string? Scenario { get; init; }

    /// <summary>Whether a drill keeps its clusters up afterwards.</summary>
    public bool Serve { get; init; }

    /// <summary>
    /// How progress is shown: <c>live</c>, <c>plain</c>, <c>json</c>, or <c>auto</c>: live on a terminal.
    /// </summary>
    public string Progress { get; init; } = "auto";
}
