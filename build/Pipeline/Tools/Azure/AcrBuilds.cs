using System.Text.RegularExpressions;
using Foundation.Failures;

namespace Pipeline.Tools.Azure;

/// <summary>Builds images on ACR Tasks, where neither this machine nor its network carry the load.</summary>
/// <param name="host">The build's services.</param>
/// <param name="registry">The registry's resource name.</param>
public sealed class AcrBuilds(ToolHost host, string registry) : AzTool(host)
{
    private static readonly TimeSpan CancelLimit = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    protected override TimeSpan DefaultLimit => TimeSpan.FromHours(1);

    /// <summary>
    /// Builds and pushes an image and returns its digest, read back from the registry: az can report success when its
    /// connection to the log was lost. When it is interrupted it cancels the run, which would go on otherwise.
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
        try
        {
            var command = Build(contextDirectory, request, settings) with { OnLine = run.Read + settings.OnLine };
            await RunAsync(settings, command, cancellationToken);
        }
        catch (OperationCanceledException) when (run.Id is not null)
        {
            await CancelAsync(run.Id, settings);
            throw;
        }

        await ThrowUnlessSucceededAsync(run, settings, cancellationToken);
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

    private async Task ThrowUnlessSucceededAsync(AcrRun run, AzSettings settings, CancellationToken cancellationToken)
    {
        if (run.Id is null)
            return;

        string[] arguments = ["acr", "task", "show-run", "-r", registry, "--run-id", run.Id];
        string[] answer = ["--query", "status", "-o", "tsv"];
        var command = new ToolCommand("acr task show-run", Arguments(settings, [.. arguments, .. answer]));
        var status = (await RunAsync(settings, command, cancellationToken)).Text;
        if (status is not "Succeeded")
            throw new ReleaseException(
                $"az acr build: run {run.Id} of registry {registry} is {status}.",
                $"az acr task logs -r {registry} --run-id {run.Id}"
            );
    }

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

/// <summary>The run on ACR Tasks that a build was queued as.</summary>
internal sealed partial class AcrRun
{
    /// <summary>Its id, as soon as az has said it.</summary>
    public string? Id { get; private set; }

    // "Queued a build with ID: ca1"
    public void Read(string line)
    {
        var match = Queued().Match(line);
        if (match.Success)
            Id ??= match.Groups["id"].Value;
    }

    [GeneratedRegex(
        @"Queued a (build|run) with ID: (?<id>[A-Za-z0-9]+)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Queued();
}
