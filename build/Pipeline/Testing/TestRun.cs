using Foundation.Failures;
using Foundation.Files;
using Pipeline.Running;
using Pipeline.Tools.DotNet;

namespace Pipeline.Testing;

/// <summary>Builds the tests and runs suites of them.</summary>
/// <param name="context">The run.</param>
public sealed class TestRun(ReleaseContext context)
{
    /// <summary>
    /// Names the compiled tool for tests that start it as a process: the very program that runs them.
    /// </summary>
    public const string ProgramVariable = "RELEASE_TESTS_PROGRAM";

    /// <summary>Names the folder that the tests and measurements were built into, with all that they use.</summary>
    public const string ArtifactsVariable = "RELEASE_TESTS_ARTIFACTS";

    /// <summary>
    /// The measurements' argument for the short form, which is compared with <c>docs/performance.md</c>.
    /// </summary>
    public const string ShortForm = "short";

    private string Tests => Path.Combine(context.RunEnvironment.Root, "tests");

    // Apart from the files of build.sh and of an IDE, which may build at the same time; the sources' folders stay
    // clean.
    private string Artifacts => Path.Combine(context.RunEnvironment.Root, ".build", "tests");

    private const string TemporaryFolderVariable = "TMPDIR";
    private const string BenchmarkProject = "Benchmarks";

    // A suite that hangs is ended. The measurements take about half an hour on two quiet cores, and the long tests as
    // much on two busy ones.
    private static readonly TimeSpan LongestRun = TimeSpan.FromHours(2);

    // One of them alone keeps two cores busy for half of its time; more of them would wait for one another.
    private const int AtOnce = 2;

    /// <summary>Builds the solution, runs suites of it, and notes the totals as the last line of the run.</summary>
    /// <exception cref="ReleaseException">It does not compile, or a test failed.</exception>
    public async Task RunAsync(IReadOnlyList<TestSuite> suites)
    {
        context.Say("building the solution");
        await BuildAsync(Path.Combine(context.RunEnvironment.Root, "release.slnx"));
        var totals = TestTotals.None;
        var totalsLock = new Lock();
        using var scratch = suites.Any(suite => suite.IsQuick) ? ScratchFolder.TryCreate() : null;
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = context.Cancelled };
        await Parallel.ForEachAsync(suites, limits, RunOneAsync);
        if (totals.Failed > 0)
            throw new ReleaseException($"{totals.Failed} tests failed");

        async ValueTask RunOneAsync(TestSuite suite, CancellationToken cancellationToken)
        {
            context.Say($"running {suite.Name}");
            var output = await context.DotNetRunTestsAsync(
                AssemblyOf(suite.Project),
                suite.Filter,
                ReportOf(suite),
                suite.IsQuick ? QuickSettings(scratch?.Path) : Settings(),
                cancellationToken
            );
            lock (totalsLock)
            {
                foreach (var line in output.Lines)
                    context.RunEnvironment.Output.WriteLine(line);
                totals = totals.Add(TestTotals.Read(output.Lines, output.Succeeded));
                context.Journal.LastLine = totals.ToString();
            }
        }
    }

    /// <summary>Builds and runs the measurements.</summary>
    /// <param name="arguments">Nothing, or the short form.</param>
    /// <exception cref="ReleaseException">
    /// They do not compile, a measured command failed, or a ratio is worse than it was.
    /// </exception>
    public async Task MeasureAsync(params string[] arguments)
    {
        await BuildAsync(Path.Combine(Tests, BenchmarkProject, $"{BenchmarkProject}.csproj"));
        var settings = ShownSettings();
        // Measurements that are interrupted cannot tidy up.
        using var scratch = PrivateDirectory.Create();
        settings.EnvironmentVariables[TemporaryFolderVariable] = scratch.Path;
        await context.DotNetExecuteAsync(AssemblyOf(BenchmarkProject), arguments, settings, context.Cancelled);
    }

    // CI judges the style of a change; here that would take half of the time. All else is as in build.sh.
    private Task BuildAsync(string project) =>
        context.DotNetBuildAsync(
            project,
            [
                "--configuration",
                "Release",
                "-p:RunAnalyzers=false",
                "-p:GenerateDocumentationFile=false",
                $"-p:ArtifactsPath={Artifacts}",
            ],
            ShownSettings(),
            context.Cancelled
        );

    private DotNetSettings ShownSettings()
    {
        var settings = Settings();
        settings.OnLine = context.RunEnvironment.Output.WriteLine;
        return settings;
    }

    // What long tests start shall run as it does for people; these compile thousands of methods and start nothing.
    private DotNetSettings QuickSettings(string? scratch)
    {
        var settings = Settings();
        settings.EnvironmentVariables["DOTNET_EnableWriteXorExecute"] = "0";
        if (scratch is not null)
            settings.EnvironmentVariables[TemporaryFolderVariable] = scratch;
        return settings;
    }

    private DotNetSettings Settings() =>
        new()
        {
            WorkingDirectory = context.RunEnvironment.Root,
            ToolTimeout = LongestRun,
            // The muxer that runs this program knows the SDK that build.sh found or installed.
            ToolPath = context.RunEnvironment.Muxer,
            EnvironmentVariables = new Dictionary<string, string>
            {
                [ProgramVariable] = OwnProgram,
                [ArtifactsVariable] = Artifacts,
                // A compiler in the background would outlive the test that started it.
                ["RELEASE_NATIVE"] = "never",
            },
        };

    private static string OwnProgram => typeof(TestRun).Assembly.Location;

    // Where GitLab finds it.
    private string ReportOf(TestSuite suite) =>
        Path.Combine(context.RunEnvironment.Root, "artifacts", "tests", $"{suite.Name}.xml");

    private string AssemblyOf(string project) => Path.Combine(Artifacts, "bin", project, "release", $"{project}.dll");
}
