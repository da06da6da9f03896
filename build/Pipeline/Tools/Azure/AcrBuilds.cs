using Foundation.Failures;

namespace Pipeline.Tools.Azure;

/// <summary>Builds images on ACR Tasks, where neither this machine nor its network carry the load.</summary>
/// <param name="host">The build's services.</param>
/// <param name="registry">The registry's resource name.</param>
public sealed class AcrBuilds(ToolHost host, string registry) : AzTool(host)
{
    /// <summary>How long a run that goes on without its log is left alone between two looks.</summary>
    internal static readonly TimeSpan Look = TimeSpan.FromSeconds(15);

    // The log is often lost with the network, which may take a little to come back.
    private const int MostUnanswered = 8;

    private static readonly TimeSpan CancelLimit = TimeSpan.FromSeconds(20);

    private readonly TimeProvider _time = host.Time;

    /// <inheritdoc/>
    protected override TimeSpan DefaultLimit => TimeSpan.FromHours(1);

    /// <summary>
    /// Builds and pushes an image and returns its digest, read back from the registry. Where az has lost the run's log
    /// it reports success, or a failure, while the run goes on: its end is waited for, within the limit of the build.
    /// When it is interrupted it cancels the run, which would go on otherwise.
    /// </summary>
    /// <exception cref="ReleaseException">The build failed, or the image is not in the registry afterwards.</exception>
    public async Task<string> BuildAsync(
        string contextDirectory,
        AcrBuildRequest request,
        AzSettings settings,
        CancellationToken cancellationToken
    )
    {
        var run = new AcrRun();
        var began = _time.GetTimestamp();
        try
        {
            var command = Build(contextDirectory, request, settings) with { OnLine = run.Read + settings.OnLine };
            var failure = await FollowAsync(run, command, settings, cancellationToken);
            if (run.Id is not null)
                await ThrowUnlessSucceededAsync(run.Id, began, failure, settings, cancellationToken);
        }
        catch (OperationCanceledException) when (run.Id is not null)
        {
            await CancelAsync(run.Id, settings);
            throw;
        }

        return await DigestAsync(request, settings, cancellationToken);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<FailureHint> FailureHints(AzSettings settings) => AzFailures.Registry(registry);

    private ToolCommand Build(string contextDirectory, AcrBuildRequest request, AzSettings settings)
    {
        var arguments = Arguments(settings, "acr", "build", "-r", registry, "-t", $"{request.Repository}:{request.Tag}")
            .AppendOption("--target", request.Target)
            .AppendOption("--file", request.File)
            .AppendOption("--platform", request.Platform);
        foreach (var (name, value) in request.Arguments.OrderBy(argument => argument.Key, StringComparer.Ordinal))
            arguments.AppendOption("--build-arg", $"{name}={value}");
        return new("acr build", arguments.AppendData("--no-format", contextDirectory));
    }

    // What az says of a run that is queued may be said of its log alone.
    private async Task<ReleaseException?> FollowAsync(
        AcrRun run,
        ToolCommand command,
        AzSettings settings,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await RunAsync(settings, command, cancellationToken);
            return null;
        }
        catch (ReleaseException failure) when (run.Id is not null)
        {
            return failure;
        }
    }

    private async Task ThrowUnlessSucceededAsync(
        string run,
        long began,
        ReleaseException? failure,
        AzSettings settings,
        CancellationToken cancellationToken
    )
    {
        var limit = settings.ToolTimeout ?? DefaultLimit;
        var unanswered = 0;
        var isTold = false;
        while (true)
        {
            var status = await StatusAsync(run, settings, unanswered, failure, cancellationToken);
            unanswered = status is null ? unanswered + 1 : 0;
            if (status is "Succeeded")
                return;
            var goesOn = status is null or "Queued" or "Started" or "Running";
            if (!goesOn || _time.GetElapsedTime(began) >= limit)
                throw (goesOn ? null : failure) ?? NotSucceeded(run, status);

            if (!isTold)
                settings.OnLine?.Invoke($"the log of run {run} broke off; the run goes on, and its end is waited for");
            isTold = true;
            await Task.Delay(Look, _time, cancellationToken);
        }
    }

    private async Task<string?> StatusAsync(
        string run,
        AzSettings settings,
        int unanswered,
        ReleaseException? failure,
        CancellationToken cancellationToken
    )
    {
        string[] arguments = ["acr", "task", "show-run", "-r", registry, "--run-id", run];
        string[] answer = ["--query", "status", "-o", "tsv"];
        var command = new ToolCommand("acr task show-run", Arguments(settings, [.. arguments, .. answer]));
        try
        {
            return (await RunAsync(settings, command, cancellationToken)).Text;
        }
        catch (ReleaseException) when (unanswered < MostUnanswered)
        {
            return null;
        }
        // What the build itself said tells more than that nobody knows how it ended.
        catch (ReleaseException) when (failure is not null)
        {
            throw failure;
        }
    }

    private ReleaseException NotSucceeded(string run, string? status) =>
        new(
            $"az acr build: run {run} of registry {registry} is {status ?? "not to be seen"}.",
            $"az acr task logs -r {registry} --run-id {run}"
        );

    private async Task CancelAsync(string run, AzSettings settings)
    {
        string[] arguments = ["acr", "task", "cancel-run", "-r", registry, "--run-id", run];
        var command = new ToolCommand("acr task cancel-run", Arguments(settings, arguments));
        try
        {
            // Not cancelled with the run that it cancels; its own limit ends it.
            await RunAsync(settings, command with { Limit = CancelLimit }, CancellationToken.None);
        }
        catch (ReleaseException)
        {
            // We were interrupted, and that is what is reported. The run ends by its own time limit.
        }
    }

    private async Task<string> DigestAsync(
        AcrBuildRequest request,
        AzSettings settings,
        CancellationToken cancellationToken
    )
    {
        var image = $"{request.Repository}:{request.Tag}";
        string[] arguments = ["acr", "repository", "show", "-n", registry, "--image", image];
        string[] answer = ["--query", "digest", "-o", "tsv"];
        var command = new ToolCommand("acr repository show", Arguments(settings, [.. arguments, .. answer]));
        var digest = (await RunAsync(settings, command, cancellationToken)).Text;
        return digest.StartsWith("sha256:", StringComparison.Ordinal)
            ? digest
            : throw new ReleaseException(
                $"az acr build reported success, but {image} is not in registry {registry}.",
                $"az acr task list-runs -r {registry} -o table"
            );
    }
}

/// <summary>What to build on ACR Tasks. They take no labels: an image built there does not say its commit.</summary>
public sealed record AcrBuildRequest(string Repository, string Tag)
{
    /// <summary>The stage to build; the last one when <see langword="null"/>.</summary>
    public string? Target { get; init; }

    /// <summary>What the image is built for; linux/amd64 when <see langword="null"/>.</summary>
    public string? Platform { get; init; }

    /// <summary>Build arguments. Never secrets: they stay readable in the image's history and in the run.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    /// <summary>The Dockerfile, relative to the context; <c>Dockerfile</c> when <see langword="null"/>.</summary>
    public string? File { get; init; }
}
