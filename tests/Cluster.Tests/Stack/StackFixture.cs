using Cluster.Tests.Sample;

namespace Cluster.Tests.Stack;

/// <summary>The real stack that all tests share: engine, registry, Kubernetes.</summary>
public sealed class StackFixture : IAsyncLifetime
{
    private readonly Lazy<Task<string>> _door = new(() =>
        Command.RunAsync(Repository.Of("build.sh"), "--target=Default")
    );

    private Task<string>? _template;

    private readonly Lock _lock = new();

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

    /// <summary>
    /// A database with the schema and the rows of version 1.2.2, whose image is there: migrated once, it is copied in a
    /// moment.
    /// </summary>
    public Task<string> TemplateAsync(string image)
    {
        lock (_lock)
        {
            // A test that was stopped meanwhile leaves the next one to try.
            if (_template is null or { IsFaulted: true } or { IsCanceled: true })
                _template = MakeTemplateAsync(image);
            return _template;
        }
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

    private async Task<string> MakeTemplateAsync(string image)
    {
        var name = $"template-{Guid.NewGuid():N}"[..20];
        var server = new Psql(Settings, Settings.DatabasePort, "postgres");
        await server.RunAsync($"CREATE DATABASE \"{name}\" OWNER {SampleDatabase.User}");
        var database = new SampleDatabase(Settings, name, Settings.DatabasePort);
        await database.MigrateAsync(image);
        return name;
    }
}
