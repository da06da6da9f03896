using Foundation.Failures;

namespace Pipeline.Tools.TestStack;

/// <summary>How the scripts of <c>tests/cluster</c> are run.</summary>
public sealed class TestStackSettings : ExternalToolSettings;

/// <summary>The scripts of <c>tests/cluster</c>: a real Docker engine, registry and Kubernetes.</summary>
public sealed class TestStackTool(ToolHost host) : ExternalTool<TestStackSettings>(host)
{
    /// <inheritdoc/>
    protected override string InstallHint => "see tests/cluster/README.md";

    // The first time on a machine, Kubernetes is compiled.
    /// <inheritdoc/>
    protected override TimeSpan DefaultLimit => TimeSpan.FromMinutes(45);

    /// <inheritdoc/>
    protected override string GetToolName() => "tests/cluster";

    /// <summary>Starts what is not up yet.</summary>
    /// <returns>Whether all of it was up before.</returns>
    /// <exception cref="ReleaseException">It does not start.</exception>
    public async Task<bool> UpAsync(TestStackSettings settings, CancellationToken cancellationToken)
    {
        var output = await RunAsync(settings, Command("up", settings), cancellationToken);
        return output.Lines.Concat(output.ErrorLines).Any(line => line.Contains("already", StringComparison.Ordinal));
    }

    /// <summary>Stops all of it.</summary>
    public Task DownAsync(TestStackSettings settings, CancellationToken cancellationToken) =>
        RunAsync(settings, Command("down", settings), cancellationToken);

    private static ToolCommand Command(string script, TestStackSettings settings) =>
        ToolCommand.Of(script) with
        {
            OnLine = settings.OnLine,
        };
}
