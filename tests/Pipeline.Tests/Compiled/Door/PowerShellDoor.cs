using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Compiled.Door;

/// <summary>A checkout with the real release tool behind <c>build.ps1</c>, compiled once.</summary>
public sealed class PowerShellDoor : IAsyncLifetime
{
    private readonly StandInTools _tools = new StandInTools().WithReleaseProgram();

    internal DoorCheckout Checkout { get; } = new(program: "") { IsPowerShell = true };

    internal DoorRun FirstRun { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        foreach (var folder in new[] { "kubernetes", "tests" })
            Directory.CreateSymbolicLink(Checkout.PathOf(folder), Path.Combine(Repository.Root, folder));
        FirstRun = await RunAsync(["--tree"]);
    }

    public ValueTask DisposeAsync()
    {
        foreach (var folder in new[] { "kubernetes", "tests" })
            Directory.Delete(Checkout.PathOf(folder));
        Checkout.Dispose();
        _tools.Dispose();
        return ValueTask.CompletedTask;
    }

    internal Task<DoorRun> RunAsync(string[] arguments, string? workingDirectory = null) =>
        Checkout.Run(
            arguments,
            workingDirectory,
            $"{_tools.Path}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
            ("DOCKER_HOST", CommandRun.NoEngine)
        );
}
