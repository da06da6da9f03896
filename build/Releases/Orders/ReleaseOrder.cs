using Clusters.Locks;
using Migrations.Verdicts;
using Releases.Fleets;
using Releases.Images;
using Releases.Records;
using Releases.Versions;

namespace Releases.Orders;

/// <summary>What every lane of a run does. It is the same for all regions.</summary>
public sealed record ReleaseOrder
{
    /// <summary>The version of the release.</summary>
    public required ImageTag Version { get; init; }

    /// <summary>The repository of the images, with its registry.</summary>
    public required string Image { get; init; }

    /// <summary>
    /// The digests that moving tags are pinned to, by tag. <see langword="null"/> for a tag whose image is still to be
    /// built. Empty for a version.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Pins { get; init; } = new Dictionary<string, string?>();

    /// <summary>The digest of the application's image, where its tag is pinned.</summary>
    public string? Digest => Pins.GetValueOrDefault(Version.Text);

    /// <summary>The image that the workloads of a rule get.</summary>
    public ImageTarget TargetOf(WorkloadRule rule)
    {
        var tag = rule.TagOf(Version);
        var isPinned = Pins.TryGetValue(tag, out var digest);
        return new ImageTarget($"{Image}:{tag}") { Digest = digest, IsToBeBuilt = isPinned && digest is null };
    }

    /// <summary>The fleet's rules.</summary>
    public required Fleet Fleet { get; init; }

    /// <summary>
    /// What the checkout tells about the release's migrations. <see langword="null"/> where the run needs no checkout.
    /// </summary>
    public ReleaseMigrations? Migrations { get; init; }

    /// <summary>The requested target, for the command that repeats the run.</summary>
    public string Target { get; init; } = "Deploy";

    /// <summary>Who releases.</summary>
    public required string Actor { get; init; }

    /// <summary>The address of the CI job; <see langword="null"/> outside of one.</summary>
    public string? Pipeline { get; init; }

    /// <summary>The commit of the version, when the run knows it.</summary>
    public string? Commit { get; init; }

    /// <summary>The guards that the run was told to go past, by their arguments.</summary>
    public IReadOnlyList<string> Overruled { get; init; } = [];

    /// <summary>When the run began.</summary>
    public DateTimeOffset Began { get; init; }

    /// <summary>The branch or tag that is released.</summary>
    public required string Ref { get; init; }

    /// <summary>Whether the lanes go back to an older version.</summary>
    public bool IsRollback { get; init; }

    /// <summary>
    /// What the run's checks have judged, by region. Regions without an entry were not judged, or somebody has accepted
    /// whatever is there.
    /// </summary>
    public IReadOnlyDictionary<string, JudgedRegion> Judged { get; init; } = new Dictionary<string, JudgedRegion>();

    /// <summary>What each region un-applies first. Regions without an entry un-apply nothing.</summary>
    public IReadOnlyDictionary<string, UnapplyOrder> Unapply { get; init; } = new Dictionary<string, UnapplyOrder>();

    /// <summary>The stages of the lanes.</summary>
    public required IReadOnlySet<Stage> Stages { get; init; }

    /// <summary>What <see cref="Stage.Apply"/> applies. <see langword="null"/> in a run without that stage.</summary>
    public ApplyOrder? Manifests { get; init; }

    /// <summary>
    /// Whether databases are backed up before their schema changes; <see langword="null"/> where nothing can.
    /// </summary>
    public BackupOrder? Backup { get; init; }

    /// <summary>Whether the migrations' log is shown as it comes.</summary>
    public bool TailMigration { get; init; }

    /// <summary>The holder of the regions' deploy locks during the run.</summary>
    public required LockHolder Holder { get; init; }

    /// <summary>How long a lane waits for a lock that somebody else holds.</summary>
    public TimeSpan LockWait { get; init; }

    /// <summary>The time limit of a region's migration.</summary>
    public required TimeSpan MigrationTimeout { get; init; }

    /// <summary>
    /// How a region that fails gets its former images back. <see langword="null"/> leaves the region as it is.
    /// </summary>
    public RestorePolicy? Restore { get; init; }

    /// <summary>The factor on a symptom's usual grace. It is below 1 for a cluster whose time passes faster.</summary>
    public double Patience { get; init; } = 1;

    /// <summary>The time limit of a region's rollout and live page together.</summary>
    public required TimeSpan RolloutTimeout { get; init; }
}

/// <summary>What a region un-applies before it goes back.</summary>
/// <param name="From">The version that runs, whose image has the migrations.</param>
/// <param name="Steps">The steps in order.</param>
public sealed record UnapplyOrder(ImageTag From, IReadOnlyList<UnapplyStep> Steps);

/// <summary>When a region that fails may get its former images back.</summary>
/// <param name="Migrations">Judges the migrations between two versions.</param>
/// <param name="AcceptsRisk">Whether the verdict "investigate" is accepted. The verdict "unsafe" never is.</param>
public sealed record RestorePolicy(ReleaseMigrations Migrations, bool AcceptsRisk);
