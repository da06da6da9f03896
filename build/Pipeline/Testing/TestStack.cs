using Foundation.Failures;
using Pipeline.Running;
using Pipeline.Tools.TestStack;

namespace Pipeline.Testing;

/// <summary>The real Docker engine, registry and Kubernetes of <c>tests/cluster</c>, while some work lasts.</summary>
internal static class TestStack
{
    /// <summary>Starts it, does some work on it, and stops it again unless it was up before.</summary>
    /// <exception cref="ReleaseException">It does not start, or the work failed.</exception>
    public static async Task DuringAsync(ReleaseContext context, Func<Task> work)
    {
        var wasUp = await context.TestStackUpAsync(Settings(context, "up"), context.Cancelled);
        try
        {
            await work();
        }
        finally
        {
            // Not cancelled with the run: what was started is stopped.
            if (!wasUp)
                await context.TestStackDownAsync(Settings(context, "down"), CancellationToken.None);
        }
    }

    private static TestStackSettings Settings(ReleaseContext context, string script) =>
        new()
        {
            ToolPath = Path.Combine(context.RunEnvironment.Root, "tests", "cluster", script),
            WorkingDirectory = context.RunEnvironment.Root,
            OnLine = context.ShowToolLine,
        };
}
