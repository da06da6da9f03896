using Drill;
using Foundation.Files;
using Foundation.Secrets;
using Foundation.Text;
using Pipeline.Running;
using Pipeline.Tools;
using Releases.Versions;

namespace Pipeline.Rehearsals;

/// <summary>
/// The clusters of a drill as commands from outside find them: a kubeconfig, a registry that CI fills, and a checkout
/// with its fleet file, its remote and <c>./build.sh</c>, all in one folder.
/// </summary>
public sealed class ServedDrill : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly RehearsedBuilds _builds;
    private readonly Task _building;
    private readonly string _mainBranch;
    private readonly RemoteLook _remote;
    private readonly ColleagueClone _colleague;

    private ServedDrill(ReleaseRequest request, EmbeddedFleet clusters, RehearsedImages images, string checkout)
    {
        var time = request.Environment.Time;
        var host = ToolHosts.WithoutContext(time);
        Folder = request.Options.DrillFolder!;
        Checkout = checkout;
        Clusters = clusters;
        _mainBranch = request.Fleet!.MainBranch;
        _remote = new RemoteLook(host, Folder);
        _colleague = new ColleagueClone(host, Folder, _mainBranch);
        _builds = new RehearsedBuilds(_remote, _mainBranch, images);
        _building = _builds.GoOnAsync(time, _end.Token);
        Variables = ServedDoor.Variables(KubeconfigIn(Folder), images.Password);
    }

    /// <summary>The folder of all of it.</summary>
    public string Folder { get; }

    /// <summary>The application's checkout.</summary>
    public string Checkout { get; }

    /// <summary>The clusters.</summary>
    public EmbeddedFleet Clusters { get; }

    /// <summary>The variables that lead a command to them.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>The kubeconfig with a context for every region.</summary>
    public string Kubeconfig => KubeconfigIn(Folder);

    /// <summary>Where the kubeconfig of a drill is.</summary>
    /// <param name="folder">The drill's folder.</param>
    public static string KubeconfigIn(string folder) => Path.Combine(folder, "kubeconfig");

    /// <summary>Opens it.</summary>
    internal static async Task<ServedDrill> OpenAsync(
        ReleaseRequest request,
        PrivateDirectory files,
        EmbeddedFleet clusters,
        RehearsedImages images
    )
    {
        files.Write(Path.GetFileName(KubeconfigIn(files.Path)), new Secret(clusters.Kubeconfig));
        var served = new ServedDrill(request, clusters, images, request.Options.App);
        try
        {
            ServedDoor.Write(served.Checkout, request.Environment.Root, served.Variables);
            await served.BuildAsync(request.Cancelled);
            foreach (var cluster in clusters.Clusters)
                cluster.ImageExists = images.IsServed;
            return served;
        }
        catch
        {
            await served.DisposeAsync();
            throw;
        }
    }

    /// <summary>The branches and version tags of the remote.</summary>
    public Task<RemoteRefs> RefsAsync(CancellationToken cancellationToken) => _remote.ReadAsync(cancellationToken);

    /// <summary>A text that changes with the branches and tags of the remote.</summary>
    public async Task<string> MarkAsync(CancellationToken cancellationToken)
    {
        var refs = await RefsAsync(cancellationToken);
        return string.Join(
            '\n',
            [
                .. refs.Branches.Select(branch => $"{branch.Key} {branch.Value}").Order(StringComparer.Ordinal),
                .. refs.Tags.Select(tag => $"{tag.Key} {tag.Value}").Order(StringComparer.Ordinal),
            ]
        );
    }

    /// <summary>Whether the main branch has all that a commit has.</summary>
    public async Task<bool> MainHasAsync(string commit, CancellationToken cancellationToken) =>
        (await RefsAsync(cancellationToken)).Branches.TryGetValue(_mainBranch, out var main)
        && await _remote.HasAsync(main, commit, cancellationToken);

    /// <summary>A file on a branch of the remote; <see langword="null"/> where one of them is missing.</summary>
    public async Task<string?> FileAsync(string branch, string file, CancellationToken cancellationToken) =>
        (await RefsAsync(cancellationToken)).Branches.TryGetValue(branch, out var commit)
            ? await _remote.FileAsync(commit, file, cancellationToken)
            : null;

    /// <summary>A colleague pushes a change to the main branch, and CI builds it.</summary>
    public async Task ChangeAsync(string message, string file, string lines, CancellationToken cancellationToken)
    {
        await _colleague.PushAsync(message, file, lines, cancellationToken);
        await BuildAsync(cancellationToken);
    }

    /// <summary>Has CI build what was pushed, at once.</summary>
    public Task BuildAsync(CancellationToken cancellationToken) => _builds.LookAsync(cancellationToken);

    /// <summary>Offers it to a person until Ctrl-C.</summary>
    internal async Task OfferAsync(ReleaseRequest request, RehearsalVersions versions)
    {
        var (output, cancelled) = (request.Environment.Output, request.Cancelled);
        await ChangeAsync("The next change", "README.md", "\nThe next change.\n", cancelled);
        await _colleague.PullAsync(Checkout, cancelled);
        request.Environment.StopNotice.Text = "Stopping: removing the clusters.";
        var latest = new VersionHistory((await RefsAsync(cancelled)).Tags.Keys).Latest ?? versions.From;
        output.WriteLine();
        output.WriteLine("The clusters stay up until Ctrl-C. From a second terminal every target works on");
        output.WriteLine("them as on real ones. Try");
        output.WriteLine($"  cd {ShellWord.Of(Checkout)}");
        output.WriteLine("  ./build.sh status");
        output.WriteLine($"  ./build.sh rollback {versions.From} {Clusters.Clusters[0].Name}");
        output.WriteLine($"  ./build.sh deploy {latest.Next(Increment.Patch)}");
        output.WriteLine("and with kubectl");
        output.WriteLine($"  export KUBECONFIG={ShellWord.Of(Kubeconfig)}");
        output.WriteLine($"  kubectl --context {Clusters.Clusters[0].Name} get pods");
        output.WriteLine("and in a browser");
        foreach (var cluster in Clusters.Clusters)
            output.WriteLine($"  {cluster.Name}: {cluster.PageUrl}");
        output.WriteLine("Ctrl-C removes all of it. The records of these runs stay below");
        output.WriteLine($"{Path.Combine(request.Environment.Root, "artifacts")}.");
        await Task.Delay(Timeout.InfiniteTimeSpan, request.Environment.Time, cancelled)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _building;
        _end.Dispose();
    }
}
