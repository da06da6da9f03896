using Cake.Core;
using Cake.Core.IO;
using Foundation.Failures;

namespace Pipeline.Tools.Docker;

/// <summary>Builds images: with the engine's own builder, or with a builder of buildx.</summary>
public sealed class DockerBuilder(ToolHost host) : DockerTool<DockerBuildSettings>(host)
{
    // How BuildKit, its older versions, the classic builder and podman end when a command of the Dockerfile has failed.
    private static readonly string[] FailedSteps =
    [
        "did not complete successfully",
        "executor failed running [",
        "returned a non-zero code",
        "while running runtime: exit status",
    ];

    // Behind that line may stand where the details of the build are.
    private const int LastLines = 5;

    /// <inheritdoc/>
    protected override TimeSpan DefaultLimit => TimeSpan.FromHours(1);

    /// <inheritdoc/>
    // The classic builder ignores it; buildx draws on a terminal otherwise.
    protected override IReadOnlyDictionary<string, string> Variables(DockerBuildSettings settings) =>
        new Dictionary<string, string>(base.Variables(settings), StringComparer.Ordinal)
        {
            ["BUILDKIT_PROGRESS"] = "plain",
        };

    /// <inheritdoc/>
    protected override IReadOnlyList<FailureHint> FailureHints(DockerBuildSettings settings) =>
        settings.Push ? DockerFailures.OfPushingBuild : DockerFailures.OfBuild;

    /// <inheritdoc/>
    // Before that line stands what the failed command has printed, whatever that was about. A full disk is one in the
    // mouth of both.
    protected override IReadOnlyList<string> OwnWords(IReadOnlyList<string> errors) =>
        errors.TakeLast(LastLines).LastOrDefault(IsEndOfStep) is { } own
            ? [.. errors.Where(DockerFailures.TellsOfFullDisk), own]
            : errors;

    private static bool IsEndOfStep(string line) =>
        FailedSteps.Any(end => line.Contains(end, StringComparison.Ordinal));

    /// <summary>Builds an image from a directory.</summary>
    /// <exception cref="ReleaseException">The build failed.</exception>
    public Task BuildAsync(string contextDirectory, DockerBuildSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Push && settings.Builder is null)
            throw new ArgumentException("Only a buildx builder can push what it builds.", nameof(settings));

        var arguments = Command(settings)
            .AppendOption("--file", settings.File)
            .AppendOption("--target", settings.Target)
            .AppendOption("--platform", settings.Platform);
        foreach (var tag in settings.Tags)
            arguments.AppendOption("--tag", tag);
        foreach (var (name, value) in settings.Labels)
            arguments.AppendOption("--label", $"{name}={value}");
        foreach (var (name, value) in settings.Arguments)
            arguments.AppendOption("--build-arg", $"{name}={value}");
        var command = new ToolCommand("build", arguments.AppendData("--", contextDirectory));
        return RunAsync(settings, command with { OnLine = settings.OnLine }, cancellationToken);
    }

    private static ProcessArgumentBuilder Command(DockerBuildSettings settings) =>
        settings.Builder is null
            ? new ProcessArgumentBuilder().Append("build")
            : new ProcessArgumentBuilder()
                .AppendData("buildx", "build")
                .AppendOption("--builder", settings.Builder)
                .Append(settings.Push ? "--push" : "--load");
}
