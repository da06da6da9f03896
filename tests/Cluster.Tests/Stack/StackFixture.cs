using Cluster.Tests.Sample;

namespace Cluster.Tests.Stack;

/// <summary>The real stack that all tests share: engine, registry, Kubernetes.</summary>
public sealed class StackFixture : IAsyncLifetime
{
    private readonly Lazy<Task<string>> _door = new(() =>
        Command.RunAsync(Repository.Of("build.sh"), "--target=Default")
    );

    public StackSettings Settings { get; } = StackSettings.Read();

    public StackRegistry Registry { get; private set; } = null!;

    public StackEngine Engine { get; private set; } = null!;

    public ValueTask InitializeAsync()
    {
        Registry = new StackRegistry(Settings);
        Engine = new StackEngine(Settings);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Registry.Dispose();
        Engine.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The application, with version 1.2.2 running in regions that make up one wave each.</summary>
    public Task<SampleApplication> RunningInAsync(params string[] regions) =>
        RunningAsync(new SampleSetup { Waves = [.. regions.Select(region => new[] { region })] });

    /// <summary>The application, with version 1.2.2 running.</summary>
    public Task<SampleApplication> RunningAsync(SampleSetup setup) => SampleApplication.PrepareAsync(this, setup);

    /// <summary>
    /// The path of <c>build.sh</c>, with the program compiled: a release has a home folder of its own, where no
    /// packages are.
    /// </summary>
    public async Task<string> DoorAsync()
    {
        await _door.Value;
        return Repository.Of("build.sh");
    }
}
