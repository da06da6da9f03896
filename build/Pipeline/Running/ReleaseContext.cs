using Cake.Core;
using Cake.Frosting;
using Clusters.Calls;
using Pipeline.Announcements;
using Pipeline.GitLab;
using Pipeline.Options;
using Pipeline.Sources;
using Pipeline.Targets;
using Pipeline.Tools;
using Releases.Fleets;
using Releases.GitLab;
using Releases.Orders;
using Releases.Plans;
using Releases.Records;
using Releases.Regions;

namespace Pipeline.Running;

/// <summary>
/// What the tasks work with: data and services. Its constructor does nothing, since Cake builds it even for
/// <c>--tree</c>.
/// </summary>
public sealed class ReleaseContext : FrostingContext, ITimedContext
{
    private readonly ReleaseRequest _request;
    private ReleaseMigrations? _migrations;

    /// <summary>Creates the context; Cake does.</summary>
    public ReleaseContext(ICakeContext context, ReleaseRequest request, RunJournal journal)
        : base(context)
    {
        _request = request;
        Journal = journal;
        Checkout = new Checkout(this, request.Options, request.Environment.User, request.Cancelled);
        Databases = new DatabaseBackups(this, Time);
        Logins = CloudLogins.Of(
            request.Options.CloudAccess,
            this,
            request.Environment.Variable,
            request.Environment.Home,
            Time
        );
        var notice = new LoginNotice(Logins, [.. Regions], Say, request.Cancelled);
        Credentials = new RegionCredentials(
            this,
            Logins,
            notice,
            Say,
            request.Environment.Variable,
            request.Environment.Home,
            request.Environment.WorkingFolder
        );
        Clusters = new ClusterPool(
            Credentials,
            Time,
            journal.ShowTrouble,
            ConnectionLimits.Default.With(request.Patience),
            (region, endpoint) =>
                Record.Update(
                    region.Name,
                    entry =>
                        entry with
                        {
                            Server = endpoint.Server.GetLeftPart(UriPartial.Path),
                            IsDrill = DrilledCluster.Is(endpoint),
                        }
                )
        );
        Images = new Lazy<ReleaseImages>(() =>
            new ReleaseImages(this, Logins, notice, Fleet, Options, request.RegistryPassword, Time, Cancelled)
        );
        Announcer = new Announcer(() => Audiences.Of(this), () => Record.Current, Say, Time);
        Rollout = new Lazy<Task<ReleaseGates>>(() => ReleaseGates.PrepareAsync(this));
    }

    /// <summary>
    /// The project on GitLab that is told of releases, known from Setup on; <see langword="null"/> without a token for
    /// it, and where its server is not known.
    /// </summary>
    public GitLabServer? GitLab { get; set; }

    /// <summary>What the environment says of that project.</summary>
    public GitLabSettings? GitLabSettings => _request.GitLab;

    /// <summary>Tells everybody outside what happens.</summary>
    public Announcer Announcer { get; }

    /// <summary>Whether the clusters are embedded and nobody outside shall hear of it.</summary>
    public bool IsRehearsal => _request.Rehearsal is not null;

    /// <summary>What was asked for.</summary>
    public ReleaseOptions Options => _request.Options;

    /// <summary>The process's surroundings.</summary>
    public RunEnvironment RunEnvironment => _request.Environment;

    /// <summary>Where the answer goes of a run that only answers a question.</summary>
    public TextWriter Answer => _request.Answer ?? RunEnvironment.Output;

    /// <summary>The record of an earlier run.</summary>
    public ReleaseRecord EarlierRecord =>
        _request.EarlierRecord ?? throw new InvalidOperationException("this target reads no record");

    /// <summary>The fleet.</summary>
    public Fleet Fleet => _request.Fleet ?? throw new InvalidOperationException("this target reads no fleet");

    /// <summary>The regions of the run.</summary>
    public IReadOnlyList<Wave> Waves => _request.Waves;

    /// <summary>All regions of the run, in the order of their waves.</summary>
    public IEnumerable<Region> Regions => Waves.SelectMany(wave => wave.Regions);

    /// <summary>Cancelled by Ctrl-C.</summary>
    public CancellationToken Cancelled => _request.Cancelled;

    /// <summary>The clock.</summary>
    public TimeProvider Time => _request.Environment.Time;

    /// <summary>Why no images are built and pushed, or <see langword="null"/> when they are.</summary>
    public string? ImagesLeftOut => _request.ImagesLeftOut;

    /// <summary>How much of the usual patience a symptom is given.</summary>
    public double Patience => _request.Patience;

    /// <summary>
    /// The targets that run without what they depend on; <see langword="null"/> unless that was asked for.
    /// </summary>
    public IReadOnlyList<string>? ExclusiveTargets => _request.ExclusiveTargets;

    /// <summary>The question of a run without checks; <see langword="null"/> before it is asked.</summary>
    public Task? UncheckedIsConfirmed { get; set; }

    /// <summary>Whether Cake only walks the graph.</summary>
    public bool IsDryRun => _request.IsDryRun;

    /// <summary>The target that was asked for; of several the last.</summary>
    public string Target => _request.Target;

    /// <summary>Whether a task is what was asked for, and not only on the way to it.</summary>
    public bool IsTarget(string task) => _request.Targets.Contains(task, StringComparer.OrdinalIgnoreCase);

    /// <summary>The tasks that this run goes through, by name; known from Setup on.</summary>
    public IReadOnlySet<string> TaskNames { get; set; } = new HashSet<string>();

    /// <summary>What the checks have judged, by region; empty before them and without them.</summary>
    public IReadOnlyDictionary<string, JudgedRegion> Judged { get; private set; } =
        new Dictionary<string, JudgedRegion>();

    /// <summary>Keeps what the checks have judged for the lanes, unless somebody accepts whatever is there.</summary>
    public void NoteJudged(IEnumerable<RegionPlan> regions)
    {
        if (!Options.AllowDowngrade)
            Judged = regions
                .Where(region => region.Judged is not null)
                .ToDictionary(region => region.Name, region => region.Judged!);
    }

    /// <summary>
    /// Whether a check has to prepare for a task: Preflight and Plan alone check for the whole chain.
    /// </summary>
    public bool Prepares(string task) =>
        TaskNames.Contains(task) || IsTarget(TargetNames.Preflight) || IsTarget(TargetNames.Plan);

    /// <summary>
    /// Whether a check has to prepare for a change of the regions: a run that only tags, builds or pushes leaves them
    /// to those that come after it.
    /// </summary>
    public bool PreparesRegions => StageTable.ChangingTargets.Any(Prepares);

    /// <summary>Whether the run changes regions, or speaks for a run that does, with these orders.</summary>
    public bool ChangesRegions(ReleaseOrder? order) => order?.IsRollback == true || PreparesRegions;

    /// <summary>Whether the run applies the fleet's manifests, or speaks for a run that does.</summary>
    public bool AppliesManifests => Options.AppliesManifests && Prepares(TargetNames.SetImage);

    /// <summary>Tells people and the record what happens.</summary>
    public RunJournal Journal { get; }

    /// <summary>The run's record.</summary>
    public RecordWriter Record => Journal.Record;

    /// <summary>The application's checkout.</summary>
    public Checkout Checkout { get; }

    /// <summary>What the checkout tells of the migrations of a commit; compared once a run.</summary>
    public ReleaseMigrations MigrationsOf(string commit) =>
        _migrations ??= new(this.NewMigrationCheck(), commit, Checkout.Commits);

    /// <summary>The images and their registry.</summary>
    public Lazy<ReleaseImages> Images { get; }

    /// <summary>
    /// The logins to the clouds, which regions and registry share; <see langword="null"/> where az and gcloud are asked
    /// for each.
    /// </summary>
    public CloudLogins? Logins { get; }

    /// <summary>Backs up databases; each once a run, however many regions share it.</summary>
    public DatabaseBackups Databases { get; }

    /// <summary>The private files with the regions' credentials.</summary>
    public RegionCredentials Credentials { get; }

    /// <summary>The regions' clusters.</summary>
    public ClusterPool Clusters { get; }

    /// <summary>The lanes; made when the first gate needs them, since the version may be known only then.</summary>
    public Lazy<Task<ReleaseGates>> Rollout { get; }

    /// <summary>Shows a line of a tool's own output.</summary>
    public void ShowToolLine(string line)
    {
        if (!string.IsNullOrWhiteSpace(line))
            Journal.Say($"  {line}");
    }

    /// <summary>Shows a line.</summary>
    public void Say(string line) => Journal.Say(line);
}
