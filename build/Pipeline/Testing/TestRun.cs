using Pipeline.Tools.DotNet;
using Releases;

namespace Pipeline.Testing;

/// <summary>Builds test projects and runs them one after another.</summary>
/// <param name="context">The run.</param>
public sealed class TestRun(ReleaseContext context)
{
    private string Tests => Path.Combine(context.Surroundings.Root, "tests");

    /// <summary>The test projects that need no real stack.</summary>
    public IReadOnlyList<string> UnitProjects =>
        [
            .. Directory
                .EnumerateDirectories(Tests, "*.Tests")
                .Select(folder => Path.GetFileName(folder)!)
                .Where(name => name != ClusterProject)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The project that runs on the real stack.</summary>
    public const string ClusterProject = "Cluster.Tests";

    private const string BenchmarkProject = "Benchmarks";

    /// <summary>Builds and runs projects, and notes the totals as the last line of the run.</summary>
    /// <exception cref="ReleaseException">A project does not compile, or a test failed.</exception>
    public async Task RunAsync(IReadOnlyList<string> projects)
    {
        foreach (var project in projects)
        {
            context.Say($"building {project}");
            await context.DotNetBuildAsync(FileOf(project), Settings(), context.Cancelled);
        }
        var totals = TestTotals.None;
        foreach (var project in projects)
        {
            context.Say($"running {project}");
            var output = await context.DotNetRunTestsAsync(AssemblyOf(project), Settings(), context.Cancelled);
            totals = totals.Add(TestTotals.Read(output.Lines, output.Succeeded));
            context.Journal.LastLine = totals.ToString();
        }
        if (totals.Failed > 0)
            throw new ReleaseException($"{totals.Failed} tests failed");
    }

    /// <summary>Builds and runs the measurements.</summary>
    /// <exception cref="ReleaseException">They do not compile, or a measured command failed.</exception>
    public async Task MeasureAsync()
    {
        await context.DotNetBuildAsync(FileOf(BenchmarkProject), Settings(), context.Cancelled);
        await context.DotNetExecuteAsync(AssemblyOf(BenchmarkProject), Settings(), context.Cancelled);
    }

    private DotNetSettings Settings() =>
        new()
        {
            WorkingDirectory = context.Surroundings.Root,
            OnLine = context.Surroundings.Output.WriteLine,
            // The muxer that runs this program knows the SDK that build.sh found or installed.
            ToolPath = Environment.ProcessPath,
        };

    private string FileOf(string project) => Path.Combine(Tests, project, $"{project}.csproj");

    private string AssemblyOf(string project) =>
        Path.Combine(Tests, project, "bin", "Debug", "net10.0", $"{project}.dll");
}
