using Drill;
using Drill.Settings;
using Foundation.Failures;
using Foundation.Files;
using Foundation.Text;
using Pipeline.Running;
using Pipeline.Tools;

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

    /// <summary>Tells what is rehearsed, and sets the stage up.</summary>
    /// <exception cref="ReleaseException">Something of it does not start.</exception>
    public static Task<Rehearsal> PrepareAsync(ReleaseRequest request, RehearsalPlan plan)
    {
        var output = request.Environment.Output;
        var regions = request.Waves.Sum(wave => wave.Regions.Count);
        output.WriteLine(
            $"Drill: {plan.Versions.To} over {plan.Versions.From} in {Counted.Of(regions, "region")} embedded in this program."
        );
        output.WriteLine(
            "Nothing is touched but a temporary folder and the record; images that a Docker engine builds are removed at the end."
        );
        foreach (var fault in plan.Faults)
            output.WriteLine($"Game day: in {fault.Region}, {fault.Kind.Description}.");
        return SetUpAsync(request, plan, SampleOf(request));
    }

    /// <summary>The application of a drill.</summary>
    public static SampleApplication SampleOf(ReleaseRequest request) =>
        new(ToolHosts.WithoutContext(request.Environment.Time), Path.Combine(request.Environment.Root, "tests", "app"))
        {
            MachineUser = request.Environment.User,
            HasMigrations = true,
        };

    /// <summary>Sets the stage up.</summary>
    /// <param name="request">What is rehearsed.</param>
    /// <param name="plan">How.</param>
    /// <param name="sample">The application.</param>
    /// <exception cref="ReleaseException">Something of it does not start.</exception>
    public static async Task<Rehearsal> SetUpAsync(ReleaseRequest request, RehearsalPlan plan, SampleApplication sample)
    {
        request = request with { Fleet = RehearsedVariables.Fill(request.Fleet!) };
        var host = ToolHosts.WithoutContext(request.Environment.Time);
        var files = PrivateDirectory.Create();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(request.Cancelled);
        // What is served has the addresses of its clusters in it; else git works while these start.
        var checkout = plan.IsServed ? null : CheckOut();
        EmbeddedFleet? clusters = null;
        RehearsedImages? images = null;
        try
        {
            images = await RehearsedImages.FindAsync(
                host,
                request.Fleet!,
                plan.Versions.To,
                plan.IsServed,
                request.Cancelled
            );
            clusters = await EmbeddedFleet.StartAsync(OptionsOf(request, plan), request.Cancelled);
            if (plan.IsServed)
                sample = sample with
                {
                    Replaced = ServedFiles.Of(
                        images.Fleet,
                        request.Environment.Root,
                        request.Waves,
                        clusters,
                        files.Path
                    ),
                };
            checkout ??= CheckOut();
            await SeedAsync(request, plan, images, clusters);
            return new Rehearsal(
                files,
                clusters,
                images,
                StagedRequest.Of(request, plan, files, clusters, images, await checkout)
            );
        }
        catch
        {
            // git has to be gone before its folder.
            await giveUp.CancelAsync();
            if (checkout is not null)
                await ((Task)checkout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (clusters is not null)
                await clusters.DisposeAsync();
            if (images is not null)
                await images.DisposeAsync();
            files.Dispose();
            throw;
        }

        Task<string> CheckOut() =>
            sample.CheckOutAsync(files.Path, request.Fleet!.MainBranch, plan.Versions.From, giveUp.Token);
    }

    /// <summary>Serves the clusters to commands from outside.</summary>
    /// <exception cref="ReleaseException">git fails.</exception>
    public Task<ServedDrill> OpenAsync() => ServedDrill.OpenAsync(Request, _files, _clusters, _images);

    /// <summary>Keeps the clusters up until Ctrl-C, for commands from a second terminal.</summary>
    /// <exception cref="ReleaseException">git fails.</exception>
    public async Task ServeAsync(RehearsalVersions versions)
    {
        // A drill that was stopped is over.
        if (Request.Cancelled.IsCancellationRequested)
            return;
        await using var served = await OpenAsync();
        await served.OfferAsync(Request, versions);
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
}
