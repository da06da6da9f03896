using Foundation.Failures;
using Pipeline.Running;
using Pipeline.Tools;

namespace Pipeline.Testing;

/// <summary>The real Docker engine, registry and Kubernetes of <c>tests/cluster</c>.</summary>
public sealed class RealCluster(ReleaseContext context) : ExternalTool<StackSettings>(ToolHost.Of(context))
{
    private string Folder => Path.Combine(context.Surroundings.Root, "tests", "cluster");

    /// <inheritdoc/>
    protected override string InstallHint => "see tests/cluster/README.md";

    // The first time on a machine, Kubernetes is compiled.
    /// <inheritdoc/>
    protected override TimeSpan DefaultLimit => TimeSpan.FromMinutes(45);

    /// <inheritdoc/>
    protected override string GetToolName() => "tests/cluster";

    /// <summary>Starts it, does some work on it, and stops it again unless it was up before.</summary>
    /// <exception cref="ReleaseException">It does not start, or the work failed.</exception>
    public async Task DuringAsync(Func<Task> work)
    {
        var wasUp = await StartAsync();
        try
        {
            await work();
        }
        finally
        {
            // Not cancelled with the run: what was started is stopped.
            if (!wasUp)
                await RunAsync(Settings("down"), Command("down"), CancellationToken.None);
        }
    }

    private async Task<bool> StartAsync()
    {
        var output = await RunAsync(Settings("up"), Command("up"), context.Cancelled);
        return output.Lines.Concat(output.ErrorLines).Any(line => line.Contains("already", StringComparison.Ordinal));
    }

    private StackSettings Settings(string script) =>
        new() { ToolPath = Path.Combine(Folder, script), WorkingDirectory = context.Surroundings.Root };

    private ToolCommand Command(string name) => ToolCommand.Of(name) with { OnLine = context.ShowToolLine };
}
