using System.Text.Json;
using System.Text.Json.Nodes;
using Benchmarks.Measuring;
using Drill;
using Drill.Images;
using Drill.Kubelet;
using Drill.Settings;
using Releases.Images;

namespace Benchmarks.Staging;

/// <summary>
/// Embedded clusters that serve a version, with the next one tagged and pushed: what a job of CI, or a person with
/// kubectl, finds before the cluster part of a release.
/// </summary>
internal sealed class ReleaseStage : IAsyncDisposable
{
    private const string User = "benchmark";
    private const string Password = "no secret";
    private const int LogLines = 4;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("benchmark-");
    private readonly EmbeddedFleet _clusters;
    private readonly EmbeddedRegistry _registry;
    private readonly StagedCheckout _checkout;
    private readonly Shape _shape;

    private ReleaseStage(EmbeddedFleet clusters, EmbeddedRegistry registry, StagedCheckout checkout, Shape shape)
    {
        _clusters = clusters;
        _registry = registry;
        _checkout = checkout;
        _shape = shape;
    }

    /// <summary>How many Deployments each region has.</summary>
    public int Workloads => _shape.Workloads;

    public string Image => $"{_registry.Host}/megforms";

    public IReadOnlyList<EmbeddedCluster> Clusters => _clusters.Clusters;

    public string Folder => _folder.FullName;

    /// <summary>Where clients find the clusters.</summary>
    public string Kubeconfig => Path.Combine(Folder, "kubeconfig");

    /// <summary>The migration Job's manifest.</summary>
    public string JobManifest => Path.Combine(Folder, "jobs", "migration.yaml");

    /// <summary>The application's checkout.</summary>
    public string App => _checkout.App;

    /// <summary>What a command needs to work on it.</summary>
    public IReadOnlyDictionary<string, string> Variables =>
        new Dictionary<string, string>
        {
            ["KUBECONFIG"] = Kubeconfig,
            ["DOCKER_REGISTRY_USER"] = User,
            ["DOCKER_REGISTRY_PASSWORD"] = Password,
        };

    private string Record => Path.Combine(Folder, "record.json");

    public static async Task<ReleaseStage> StartAsync(Shape shape, StagedCheckout checkout)
    {
        var regions = shape.RegionNames.Select(name => new EmbeddedRegion(name) { PageSelector = "app=web1" });
        var pace = Pace.Swift with { Ready = shape.Pods, LogLine = shape.Pods / LogLines };
        var clusters = await EmbeddedFleet.StartAsync(
            new EmbeddedFleetOptions
            {
                Regions = [.. regions],
                TimeProvider = TimeProvider.System,
                Pace = pace,
            }
        );
        var registry = await EmbeddedRegistry.StartAsync(User, Password, CancellationToken.None);
        var stage = new ReleaseStage(clusters, registry, checkout, shape);
        await stage.PrepareAsync();
        return stage;
    }

    /// <summary>The command that releases the next version to all regions.</summary>
    /// <param name="root">This repository.</param>
    public Command Release(string root) =>
        new(
            Path.Combine(root, "build.sh"),
            "--target=Deploy",
            $"--version={StagedCheckout.To}",
            $"--fleet={Path.Combine(Folder, "fleet.yaml")}",
            $"--app={App}",
            $"--record={Record}",
            "--actor=Ada"
        )
        {
            Variables = Variables,
        };

    /// <summary>How long the slowest region took from its first stage to the end of its last, by the record.</summary>
    public TimeSpan SlowestLane()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Record));
        return json.RootElement.GetProperty("regions").EnumerateArray().Max(LaneOf);
    }

    /// <summary>Checks that every region serves the next version.</summary>
    /// <exception cref="InvalidOperationException">One does not: what was measured was no release.</exception>
    public void CheckReleased()
    {
        foreach (var cluster in Clusters)
        {
            var left = cluster
                .GetAll("deployments.apps")
                .Count(each => !each.ToJsonString().Contains($":{StagedCheckout.To}", StringComparison.Ordinal));
            if (left > 0)
                throw new InvalidOperationException($"{cluster.Name}: {left} workloads were not released");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _clusters.DisposeAsync();
        await _registry.DisposeAsync();
        Folders.Delete(_folder);
    }

    private static TimeSpan LaneOf(JsonElement region)
    {
        var stages = region
            .GetProperty("stages")
            .EnumerateArray()
            .Select(stage =>
            {
                var start = stage.GetProperty("startedAt").GetDateTimeOffset();
                return (Start: start, End: start.AddSeconds(stage.GetProperty("seconds").GetDouble()));
            })
            .ToArray();
        return stages.Max(stage => stage.End) - stages.Min(stage => stage.Start);
    }

    private async Task PrepareAsync()
    {
        _folder.CreateSubdirectory("jobs");
        await File.WriteAllTextAsync(JobManifest, StagedManifests.Migration);
        await File.WriteAllTextAsync(Kubeconfig, _clusters.Kubeconfig);
        await File.WriteAllTextAsync(
            Path.Combine(Folder, "fleet.yaml"),
            StagedManifests.Fleet(
                _registry.Host,
                string.Join(", ", Clusters.Select(cluster => cluster.Name)),
                Clusters.Select(cluster =>
                    $"  {cluster.Name}: {{ provider: context, context: {cluster.Name}, url: \"{cluster.PageUrl}\" }}"
                ),
                _shape.Workloads
            )
        );
        foreach (var version in (string[])[StagedCheckout.From, StagedCheckout.To])
        {
            var labels = new Dictionary<string, string>
            {
                [OciLabels.Revision] = _checkout.CommitOf(version),
                [OciLabels.Version] = version,
            };
            _registry.Put("megforms", version, labels);
            _registry.Put("megforms", $"{version}-static", labels);
        }
        var lines = Enumerable.Range(1, LogLines).Select(number => $"  line {number} of migrate").ToArray();
        foreach (var cluster in _clusters.Clusters)
        {
            cluster.MigrationScript = _ => ContainerProgram.Exits(0, lines);
            cluster.ServiceScript = _ => ContainerProgram.Serves();
            foreach (var manifest in StagedManifests.Workloads(_shape.Workloads, Image, StagedCheckout.From))
                cluster.Apply(manifest);
        }
        foreach (var cluster in _clusters.Clusters)
            while (!cluster.GetAll("deployments.apps").All(IsReady))
                await Task.Delay(TimeSpan.FromMilliseconds(20));
    }

    private static bool IsReady(JsonObject deployment) => (int?)deployment["status"]?["readyReplicas"] == 1;
}
