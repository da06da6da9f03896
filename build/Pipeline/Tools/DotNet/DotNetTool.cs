using Foundation.Failures;

namespace Pipeline.Tools.DotNet;

/// <summary>Builds and runs the projects of this repository.</summary>
public sealed class DotNetTool(ToolHost host) : ExternalTool<DotNetSettings>(host)
{
    // The test host ends with these when tests failed, or when there were none.
    private static readonly int[] TestAnswers = [1, 2, 8];

    /// <inheritdoc/>
    protected override string InstallHint => "Install the SDK that global.json names, or run ./build.sh, which does";

    /// <inheritdoc/>
    /// <remarks>The SDK ends at its start on a Linux without the library ICU.</remarks>
    protected override IReadOnlyDictionary<string, string> Variables(DotNetSettings settings) =>
        new Dictionary<string, string>(StringComparer.Ordinal) { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" };

    /// <inheritdoc/>
    protected override string GetToolName() => "dotnet";

    /// <inheritdoc/>
    protected override TimeSpan DefaultLimit => TimeSpan.FromMinutes(30);

    /// <summary>Builds a solution or project.</summary>
    /// <param name="project">Its file.</param>
    /// <param name="arguments">How, such as <c>-p:NAME=VALUE</c>.</param>
    /// <param name="settings">How dotnet is run.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ReleaseException">It does not compile.</exception>
    public Task BuildAsync(
        string project,
        IReadOnlyList<string> arguments,
        DotNetSettings settings,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            settings,
            Command("build", settings, ["build", project, .. arguments, "--nologo", "--verbosity", "quiet"]),
            cancellationToken
        );

    /// <summary>Runs a compiled test program to its end.</summary>
    /// <param name="assembly">The program.</param>
    /// <param name="filter">Its arguments that choose tests.</param>
    /// <param name="report">The JUnit file that it writes.</param>
    /// <param name="settings">How dotnet is run.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The lines that it wrote, and its exit code.</returns>
    public Task<ToolOutput> RunTestsAsync(
        string assembly,
        IReadOnlyList<string> filter,
        string report,
        DotNetSettings settings,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            settings,
            Command(
                "test",
                settings,
                [
                    .. (string[])["exec", assembly, .. filter],
                    .. (string[])["--no-progress", "--no-ansi", "--report-junit"],
                    .. (string[])["--report-junit-filename", Path.GetFileName(report)],
                    .. (string[])["--results-directory", Path.GetDirectoryName(report)!],
                ]
            ) with
            {
                Answers = TestAnswers,
            },
            cancellationToken
        );

    /// <summary>Runs a compiled program that must end well.</summary>
    public Task ExecuteAsync(
        string assembly,
        IReadOnlyList<string> arguments,
        DotNetSettings settings,
        CancellationToken cancellationToken
    ) => RunAsync(settings, Command("exec", settings, ["exec", assembly, .. arguments]), cancellationToken);

    private static ToolCommand Command(string name, DotNetSettings settings, params string[] arguments) =>
        ToolCommand.Of(name, arguments) with
        {
            OnLine = settings.OnLine,
        };
}

/// <summary>How dotnet is run: with the SDK that runs this program.</summary>
public sealed class DotNetSettings : ExternalToolSettings;
