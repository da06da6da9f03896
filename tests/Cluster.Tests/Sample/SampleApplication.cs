using System.Security.Cryptography;
using Cluster.Tests.Stack;

namespace Cluster.Tests.Sample;

/// <summary>
/// An application with everything that a release of it touches, for one test alone: a git checkout with a remote, a
/// repository in the registry, regions that run 1.2.2, and the home folder of the person who releases.
/// </summary>
public sealed class SampleApplication : IAsyncDisposable
{
    /// <summary>The version that runs everywhere at first.</summary>
    public const string FirstVersion = "1.2.2";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("release-tests-");
    private readonly StackFixture _stack;
    private readonly Dictionary<string, SampleRegion> _regions;

    private SampleApplication(StackFixture stack, SampleSetup setup)
    {
        var name = $"t{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        _stack = stack;
        Repository = $"{name}/megforms";
        Checkout = new SampleCheckout(_folder.CreateSubdirectory("app"), Path.Combine(_folder.FullName, "origin.git"));
        Home = new SampleHome(_folder.CreateSubdirectory("home"), stack.Settings);
        _regions = setup.Regions.ToDictionary(
            region => region,
            region => new SampleRegion(
                stack.Settings,
                region,
                $"{name}-{region}",
                setup.Context ?? stack.Settings.Context,
                setup.DatabasePort ?? stack.Settings.DatabasePort
            )
        );
    }

    private static string[] Program => ["dotnet", Path.Combine(AppContext.BaseDirectory, "release.dll")];

    private string[] Places => [$"--app={Checkout.Folder}", $"--fleet={Checkout.FleetFile}"];

    /// <summary>The images' repository, without its registry.</summary>
    public string Repository { get; }

    /// <summary>The images' repository with its registry.</summary>
    public string Image => $"{_stack.Settings.Registry}/{Repository}";

    public SampleCheckout Checkout { get; }

    public SampleHome Home { get; }

    /// <summary>The folder of all files that the releases of this application may leave behind.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The folder of temporary files of the releases of this application.</summary>
    public string TemporaryFolder => Path.Combine(Folder, "temporary");

    public IEnumerable<SampleRegion> Regions => _regions.Values;

    public SampleRegion this[string region] => _regions[region];

    public static async Task<SampleApplication> PrepareAsync(StackFixture stack, SampleSetup setup)
    {
        var application = new SampleApplication(stack, setup);
        try
        {
            await application.SetUpAsync(setup);
            return application;
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Builds and pushes the images of a version as the checkout is now, for what releases without building.
    /// </summary>
    public Task PublishAsync(string version)
    {
        string[] arguments = ["--build-arg", $"VERSION={version}", Checkout.Folder];
        return Task.WhenAll(
            _stack.Engine.PublishAsync($"{Image}:{version}", arguments),
            _stack.Engine.PublishAsync($"{Image}:{version}-static", ["--target", "deployment-static", .. arguments])
        );
    }

    /// <summary>Commits and pushes the next version's migration.</summary>
    public Task MigratesWithAsync(string migration) => Checkout.CommitAsync(SampleMigrations.File, migration);

    /// <summary>Commits and pushes the next version's two migrations.</summary>
    public async Task MigratesWithAsync(string migration, string second)
    {
        await MigratesWithAsync(migration);
        await Checkout.CommitAsync(SampleMigrations.SecondFile, second);
    }

    /// <summary>Releases a version through the whole chain, to its end.</summary>
    public Task<ReleaseRun> ReleaseAsync(string version, params string[] arguments) =>
        RunAsync("Deploy", version, arguments);

    /// <summary>Runs a target to its end.</summary>
    public async Task<ReleaseRun> RunAsync(string target, string version, params string[] arguments)
    {
        await using var run = Start(target, version, arguments);
        return await run.EndAsync();
    }

    /// <summary>Runs a target that only looks, to its end.</summary>
    public async Task<ReleaseRun> AskAsync(string target, params string[] arguments)
    {
        await using var run = StartLine([.. Program, $"--target={target}", .. Places, .. arguments], NewRecord());
        return await run.EndAsync();
    }

    /// <summary>What a target that only looks writes to its standard output.</summary>
    public Task<string> PrintAsync(string target, params string[] arguments) =>
        Command.RunAsync(
            Program[0],
            [.. Program[1..], $"--target={target}", .. Places, .. arguments],
            input: null,
            Home.Variables(Directory.CreateDirectory(TemporaryFolder))
        );

    /// <summary>Runs commands in a shell that finds kubectl, and has the user's own kubeconfig.</summary>
    /// <returns>What they wrote to standard output.</returns>
    public Task<string> PasteAsync(string commands)
    {
        var variables = Home.Variables(Directory.CreateDirectory(TemporaryFolder)).ToDictionary();
        variables["PATH"] = $"{Path.GetDirectoryName(_stack.Settings.Kubectl)}:{variables["PATH"]}";
        return Command.RunAsync("sh", [], commands, variables);
    }

    /// <summary>Starts a target.</summary>
    public RunningRelease Start(string target, string version, params string[] arguments) =>
        StartWith(Program, target, version, arguments);

    /// <summary>Starts a target through <c>build.sh</c>.</summary>
    public async Task<RunningRelease> StartThroughTheDoorAsync(
        string target,
        string version,
        params string[] arguments
    ) => StartWith([await _stack.DoorAsync()], target, version, arguments);

    public async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var region in Regions)
                await region.DeleteAsync();
        }
        finally
        {
            _folder.Delete(recursive: true);
        }
    }

    private RunningRelease StartWith(string[] program, string target, string version, string[] arguments)
    {
        var record = NewRecord();
        string[] line =
        [
            .. program,
            $"--target={target}",
            $"--version={version}",
            .. Places,
            $"--record={record}",
            $"--registry-user={_stack.Settings.RegistryUser}",
            "--yes",
            .. arguments,
        ];
        return StartLine(line, record);
    }

    private RunningRelease StartLine(string[] line, string record) =>
        RunningRelease.Start(line, Home.Variables(Directory.CreateDirectory(TemporaryFolder)), record);

    private string NewRecord() =>
        Path.Combine(_folder.CreateSubdirectory("records").FullName, $"{Guid.NewGuid():N}.json");

    private async Task SetUpAsync(SampleSetup setup)
    {
        Checkout.CopyApplication(_stack.Settings.Busybox, _stack.Settings.BaseImage);
        await PublishAsync(FirstVersion);
        await _stack.Engine.PublishAsync(
            $"{Image}/sidecar:1",
            "--file",
            Path.Combine(Stack.Repository.Application, "sidecar", "Dockerfile"),
            Path.Combine(Checkout.Folder, "bin")
        );
        var template = setup.DatabasePort is null ? await _stack.TemplateAsync($"{Image}:{FirstVersion}") : "template1";
        var manifests = await SampleFleet.ManifestsAsync(_stack.Settings, setup, Image, FirstVersion);
        await Task.WhenAll(Regions.Select(region => region.CreateAsync(template, manifests)));
        if (setup.DatabasePort is not null)
            await Task.WhenAll(Regions.Select(region => region.Database.MigrateAsync($"{Image}:{FirstVersion}")));
        Checkout.WriteFleet(await SampleFleet.WriteAsync(_stack.Settings, setup, Repository, _regions));
        await Checkout.PublishAsync(FirstVersion);
        if (setup.ComesUp)
            await Task.WhenAll(Regions.Select(region => region.ComeUpAsync()));
    }
}
