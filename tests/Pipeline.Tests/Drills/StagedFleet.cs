using Drill;
using Drill.Images;
using Drill.Settings;
using Pipeline.Tests.Tools.Git;
using Releases.Versions;

namespace Pipeline.Tests.Drills;

/// <summary>
/// Embedded clusters that outlive a run, with all that a release needs to take them for the user's own: a fleet file
/// with contexts, a kubeconfig, a checkout with a remote, and a registry to which CI has pushed the next version.
/// </summary>
internal sealed class StagedFleet : IAsyncDisposable
{
    public const string From = "1.2.2";
    public const string To = "1.2.3";
    public const string User = "ci";
    public const string Password = "not so secret";

    private readonly TemporaryFolder _folder = new();
    private readonly EmbeddedFleet _clusters;
    private readonly EmbeddedRegistry _registry;
    private readonly string _tier;

    private StagedFleet(string tier, EmbeddedFleet clusters, EmbeddedRegistry registry)
    {
        _tier = tier;
        _clusters = clusters;
        _registry = registry;
    }

    public EmbeddedCluster this[string region] => _clusters[region];

    public string Image => $"{_registry.Host}/megforms";

    /// <summary>The kubeconfig as it would be if one region were not in it.</summary>
    public string KubeconfigWithout(string region) =>
        _clusters.Kubeconfig.Replace($"\"name\": \"{region}\"", "\"name\": \"gone\"", StringComparison.Ordinal);

    public string FleetFilePath => _folder["kubernetes/fleet.yaml"];

    /// <summary>The application's checkout.</summary>
    public string App => _folder["app"];

    public string Kubeconfig => _folder["kubeconfig"];

    /// <summary>The folder with the fleet file and the manifests.</summary>
    public string Kubernetes => _folder["kubernetes"];

    /// <summary>What the environment of its runs has besides.</summary>
    public Dictionary<string, string> Exported { get; } = [];

    /// <summary>Starts regions, each a wave of its own, that serve the previous version.</summary>
    public static Task<StagedFleet> StartAsync(params string[] regions) => StartAsync("production", regions);

    /// <summary>The same on clusters of a version.</summary>
    public static Task<StagedFleet> StartAsync(ClusterVersion version, params string[] regions) =>
        StartAsync("production", regions, version);

    /// <summary>The same on clusters with a clock of their own.</summary>
    public static Task<StagedFleet> StartAsync(TimeProvider time, params string[] regions) =>
        StartAsync("production", regions, time: time);

    /// <summary>The same on clusters of a pace of their own.</summary>
    public static Task<StagedFleet> StartAsync(Pace pace, params string[] regions) =>
        StartAsync("production", regions, pace: pace);

    /// <summary>Starts the region "north" with a migration Job of one's own.</summary>
    /// <param name="spec">The manifest's <c>spec</c>, with its key.</param>
    public static async Task<StagedFleet> WithJobAsync(string spec)
    {
        var fleet = await StartAsync("north");
        fleet.WriteManifest(
            "jobs/migration.yaml",
            $"""
            apiVersion: batch/v1
            kind: Job
            metadata: {"{"} name: migration {"}"}
            {spec}
            """
        );
        return fleet;
    }

    /// <summary>Starts regions that take any image tag.</summary>
    public static Task<StagedFleet> StartStagingAsync(params string[] regions) => StartAsync("staging", regions);

    private static async Task<StagedFleet> StartAsync(
        string tier,
        string[] regions,
        ClusterVersion? version = null,
        TimeProvider? time = null,
        Pace? pace = null
    )
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var clusters = await EmbeddedFleet.StartAsync(
            new EmbeddedFleetOptions
            {
                Regions =
                [
                    .. regions.Select(name => new EmbeddedRegion(name)
                    {
                        PageSelector = "app=web",
                        Version = version ?? ClusterVersion.Default,
                    }),
                ],
                TimeProvider = time ?? TimeProvider.System,
                // Slow enough that a second run meets a migration that still runs.
                Pace = (pace ?? CommandRun.Pace) with
                {
                    LogLine = TimeSpan.FromMilliseconds(50),
                },
            },
            cancellationToken
        );
        var fleet = new StagedFleet(
            tier,
            clusters,
            await EmbeddedRegistry.StartAsync(User, Password, cancellationToken)
        );
        await fleet.PrepareAsync(cancellationToken);
        return fleet;
    }

    /// <summary>
    /// Commits a file to the application's main branch, and has CI push the next version from that commit.
    /// </summary>
    public async Task CommitAsync(string file, string text)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        _folder.Write(Path.Combine("app", file), text);
        Git("add", "--all");
        Git("commit", "--quiet", $"--message={file}");
        Push("heads/master");
        await PushImagesAsync(To, CheckedOutCommit.Of(App), cancellationToken);
    }

    /// <summary>Has CI push the images of a tag from the commit that is checked out.</summary>
    public Task PushAsync(string tag) =>
        PushImagesAsync(tag, CheckedOutCommit.Of(App), TestContext.Current.CancellationToken);

    /// <summary>Commits files, tags them as a version and pushes both, and its images, as a release would.</summary>
    public async Task PublishAsync(string version, params (string File, string Text)[] files)
    {
        foreach (var (file, text) in files)
            _folder.Write(Path.Combine("app", file), text);
        Git("add", "--all");
        Git("commit", "--quiet", "--allow-empty", $"--message=Version {version}");
        Git("tag", "--annotate", $"--message={version}", version);
        Push("heads/master", $"tags/{version}");
        await PushImagesAsync(version, CheckedOutCommit.Of(App), TestContext.Current.CancellationToken);
    }

    /// <summary>Gives the remote branches, such as <c>heads/master</c>, or tags.</summary>
    public void Push(params string[] refs) => PushedFiles.To(_folder["origin.git"], App, refs);

    /// <summary>Runs git in the application's checkout and returns what it prints.</summary>
    public string Git(params string[] arguments) => GitCommand.In(App, arguments);

    /// <summary>Writes a manifest beside the fleet file.</summary>
    public void WriteManifest(string name, string text) => _folder.Write(Path.Combine("kubernetes", name), text);

    /// <summary>Removes a tag from the checkout, as in a shallow clone; the remote keeps it.</summary>
    public void ForgetTag(string tag) => Git("tag", "--delete", tag);

    public async ValueTask DisposeAsync()
    {
        await _clusters.DisposeAsync();
        await _registry.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>What the environment of its runs has.</summary>
    public IReadOnlyDictionary<string, string> Environment
    {
        get
        {
            var variables = new Dictionary<string, string>
            {
                ["DOCKER_REGISTRY_USER"] = User,
                ["DOCKER_REGISTRY_PASSWORD"] = Password,
                ["KUBECONFIG"] = Kubeconfig,
            };
            foreach (var (name, value) in Exported)
                variables[name] = value;
            return variables;
        }
    }

    /// <summary>The command line of a target on it.</summary>
    public string[] Words(string target, string[] arguments) =>
        Drills.Words.Of(
            [
                $"--target={target}",
                $"--version={To}",
                $"--fleet={_folder["kubernetes/fleet.yaml"]}",
                $"--app={_folder["app"]}",
                "--actor=Ada",
            ],
            arguments
        );

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _folder.Write("kubeconfig", _clusters.Kubeconfig);
        _folder.Write("kubernetes/fleet.yaml", FleetFile());
        var manifest = Path.Combine(Repository.Root, "kubernetes", "jobs", "migration.yaml");
        _folder.Write("kubernetes/jobs/migration.yaml", await File.ReadAllTextAsync(manifest, cancellationToken));
        await SampleCheckout.CopyToAsync(_folder);
        await PushImagesAsync(To, CheckedOutCommit.Of(App), cancellationToken);
        await PushImagesAsync(From, SampleCheckout.Released, cancellationToken);
        foreach (var cluster in _clusters.Clusters)
        {
            MigrationVariables.SeedSecret(cluster);
            foreach (var text in SampleCheckout.Manifests(Image, ReleaseVersion.Parse(From)))
                cluster.Apply(text);
        }
        foreach (var cluster in _clusters.Clusters)
        {
            // A page may serve before the controllers have said that all is up.
            while (
                !cluster.HasRolledOut() || !(await this.PageOf(cluster.Name)).Contains(From, StringComparison.Ordinal)
            )
                await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
        }
    }

    private Task PushImagesAsync(string version, string commit, CancellationToken cancellationToken) =>
        PublishedImages.PushAsync(_registry.Host, User, Password, version, commit, cancellationToken);

    private string FleetFile()
    {
        var names = string.Join(", ", _clusters.Clusters.Select(cluster => cluster.Name));
        var waves = string.Join(", ", _clusters.Clusters.Select(cluster => $"[{cluster.Name}]"));
        var regions = _clusters.Clusters.Select(cluster =>
            $"  {cluster.Name}: {{ provider: context, context: {cluster.Name}, tier: {_tier}, url: \"{cluster.PageUrl}\" }}"
        );
        return $$"""
            registry: {{_registry.Host}}
            repository: megforms
            mainBranch: master
            workloads:
              - { selector: image=megforms, kinds: [Deployment, CronJob], tag: "{version}" }
              - { selector: image=mat-cms-static, kinds: [Deployment], tag: "{version}-static" }
            migration: { manifest: jobs/migration.yaml, job: migration }
            {{MigrationVariables.Line}}
            default: all
            groups: { all: [{{names}}] }
            waves: [{{waves}}]
            regions:
            {{string.Join('\n', regions)}}
            """;
    }
}
