using Drill;
using Drill.Faults;
using Drill.Settings;
using Foundation.Failures;
using Foundation.Files;
using Foundation.Secrets;
using Foundation.Text;
using Pipeline.Running;
using Pipeline.Tools;
using Releases.Fleets;

namespace Pipeline.Rehearsals;

/// <summary>
/// The stage of a drill: embedded clusters that run the previous version, and a checkout with a remote, all of it
/// temporary. The release itself is the same as ever.
/// </summary>
public sealed class Rehearsal : IAsyncDisposable
{
    private readonly PrivateDirectory _files;
    private readonly EmbeddedFleet _clusters;
    private readonly RehearsedImages _images;

    private Rehearsal(PrivateDirectory files, EmbeddedFleet clusters, RehearsedImages images, ReleaseRequest request)
    {
        _files = files;
        _clusters = clusters;
        _images = images;
        Request = request;
    }

    /// <summary>The request, turned to the stage.</summary>
    public ReleaseRequest Request { get; }

    /// <summary>Sets the stage up.</summary>
    /// <exception cref="ReleaseException">Something of it does not start.</exception>
    public static async Task<Rehearsal> PrepareAsync(ReleaseRequest request, RehearsalPlan plan)
    {
        request = request with { Fleet = RehearsedVariables.Fill(request.Fleet!) };
        var output = request.Environment.Output;
        var names = request.Waves.SelectMany(wave => wave.Regions).Select(region => region.Name).ToArray();
        output.WriteLine(
            $"Drill: {plan.Versions.To} over {plan.Versions.From} in {Counted.Of(names.Length, "region")} embedded in this program."
        );
        output.WriteLine(
            "Nothing is touched but a temporary folder and the record; images that a Docker engine builds are removed at the end."
        );
        foreach (var fault in plan.Faults)
            output.WriteLine($"Game day: in {fault.Region}, {fault.Kind.Description}.");
        var host = ToolHosts.WithoutContext(request.Environment.Time);
        var files = PrivateDirectory.Create();
        var sample = new SampleApplication(host, Path.Combine(request.Environment.Root, "tests", "app"))
        {
            MachineUser = request.Environment.User,
            HasMigrations = true,
        };
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(request.Cancelled);
        var checkout = sample.CheckOutAsync(files.Path, request.Fleet!.MainBranch, plan.Versions.From, giveUp.Token);
        EmbeddedFleet? clusters = null;
        RehearsedImages? images = null;
        try
        {
            images = await RehearsedImages.FindAsync(host, request.Fleet, plan.Versions.To, request.Cancelled);
            clusters = await EmbeddedFleet.StartAsync(OptionsOf(request, plan), request.Cancelled);
            await SeedAsync(request, plan, images, clusters);
            return new Rehearsal(
                files,
                clusters,
                images,
                OnStage(request, plan, files, clusters, images, await checkout)
            );
        }
        catch
        {
            // git has to be gone before its folder.
            await giveUp.CancelAsync();
            await ((Task)checkout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (clusters is not null)
                await clusters.DisposeAsync();
            if (images is not null)
                await images.DisposeAsync();
            files.Dispose();
            throw;
        }
    }

    /// <summary>Keeps the clusters up until Ctrl-C.</summary>
    public async Task ServeAsync()
    {
        var output = Request.Environment.Output;
        var kubeconfig = _files.Write("kubeconfig", new Secret(_clusters.Kubeconfig));
        Request.Environment.StopNotice.Text = "Stopping: removing the clusters.";
        output.WriteLine();
        output.WriteLine("The clusters stay up until Ctrl-C. Look around with");
        output.WriteLine($"  export KUBECONFIG={kubeconfig}");
        output.WriteLine($"  kubectl --context {_clusters.Clusters[0].Name} get pods");
        foreach (var cluster in _clusters.Clusters)
            output.WriteLine($"  {cluster.Name}: {cluster.PageUrl}");
        await Task.Delay(Timeout.InfiniteTimeSpan, Request.Environment.Time, Request.Cancelled)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _clusters.DisposeAsync();
        await _images.DisposeAsync();
        _files.Dispose();
    }

    private static EmbeddedFleetOptions OptionsOf(ReleaseRequest request, RehearsalPlan plan) =>
        new()
        {
            Regions =
            [
                .. request
                    .Waves.SelectMany(wave => wave.Regions)
                    .Select(region => new EmbeddedRegion(region.Name)
                    {
                        Namespace = region.Namespace,
                        PageSelector = "app=web",
                    }),
            ],
            TimeProvider = request.Environment.Time,
            Pace = plan.Pace,
        };

    private static async Task SeedAsync(
        ReleaseRequest request,
        RehearsalPlan plan,
        RehearsedImages images,
        EmbeddedFleet clusters
    )
    {
        var objects = new RehearsedObjects(
            request.Fleet!,
            request.Environment.Root,
            images.Repository,
            plan.Versions.From
        );
        foreach (var region in request.Waves.SelectMany(wave => wave.Regions))
        {
            var cluster = clusters[region.Name];
            objects.Seed(region with { Url = cluster.PageUrl }, cluster);
            cluster.Apply(
                FormerVersion.Migration(request.Fleet!.Migration.Job, images.Repository, plan.Versions.From.ToString())
            );
        }
        await FormerVersion.WaitAsync(request, clusters, plan);
        foreach (var cluster in clusters.Clusters)
            cluster.ImageExists = images.Exists(plan.Versions.To);
        foreach (var fault in plan.Faults)
            clusters[fault.Region].Faults.Add(fault.Kind);
    }

    private static ReleaseRequest OnStage(
        ReleaseRequest request,
        RehearsalPlan plan,
        PrivateDirectory files,
        EmbeddedFleet clusters,
        RehearsedImages images,
        string checkout
    ) =>
        request with
        {
            Options = request.Options with
            {
                App = checkout,
                DrillFolder = files.Path,
                Image = images.Repository,
                RegistryUser = RehearsedImages.User,
            },
            RegistryPassword = images.Password,
            ImagesLeftOut = images.LeftOut,
            Waves =
            [
                .. request.Waves.Select(wave =>
                    wave with
                    {
                        Regions =
                        [
                            .. wave.Regions.Select(region => OnStage(region, plan, files, clusters[region.Name])),
                        ],
                    }
                ),
            ],
        };

    private static Region OnStage(Region region, RehearsalPlan plan, PrivateDirectory files, EmbeddedCluster cluster) =>
        region with
        {
            Provider = Provider.Drill,
            // A drill backs up no real database.
            Database = null,
            Cluster = cluster.Name,
            Kubeconfig = files.Write($"kubeconfig-{cluster.Name}", new Secret(KubeconfigOf(cluster, plan))),
            Url = cluster.PageUrl,
        };

    // The one fault that strikes on this side of the cluster.
    private static string KubeconfigOf(EmbeddedCluster cluster, RehearsalPlan plan) =>
        plan.Faults.Contains(new RehearsedFault(cluster.Name, FaultKind.PluginHangs))
            ? WaitingPlugin.In(cluster.Kubeconfig)
            : cluster.Kubeconfig;
}
