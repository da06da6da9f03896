using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Compiled.GitLab;

/// <summary>
/// Runs jobs of <c>.gitlab-ci.yml</c> for real, as a runner with the shell executor would: in a checkout that holds the
/// application and this tool, on the clusters of a staged fleet.
/// </summary>
internal sealed partial class GitLabJobs
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    // What a project has of this tool; the application's own files lie beside it.
    private static readonly string[] Parts =
    [
        ".gitlab-ci.yml",
        ".gitignore",
        ".ci/login",
        ".ci/release.yml",
        ".ci/regions.yml",
        "build.sh",
        "global.json",
        "Directory.Build.props",
        "Directory.Packages.props",
    ];

    private const string VariablesFile = ".gitlab-ci-local-variables.yml";

    // As docs/gitlab.md says how releases come into a project that has a pipeline.
    private const string ApplicationsPipeline = """
        stages: [lint, test, images, deploy, release]

        include:
          - local: .ci/release.yml

        tests of the application:
          stage: test
          script:
            - echo "the application passes" && test ! -e broken
        """;

    private readonly StagedFleet _fleet;

    private string _said = "";

    private GitLabJobs(StagedFleet fleet) => _fleet = fleet;

    private static string Runner =>
        Path.Combine(Repository.Root, "tests", "gitlab", "node_modules", ".bin", "gitlab-ci-local");

    /// <summary>Skips the test, with the reason, where the runner is not installed.</summary>
    public static void Require()
    {
        if (Environment.GetEnvironmentVariable("RELEASE_TESTS_NEED_ALL") is { Length: > 0 })
            return;
        Assert.SkipUnless(
            File.Exists(Runner) && File.Exists("/usr/bin/rsync"),
            "gitlab-ci-local or rsync is missing: .ci/install"
        );
    }

    /// <summary>Puts this tool into the fleet's application and publishes that as a version.</summary>
    public static async Task<GitLabJobs> InstallAsync(StagedFleet fleet, string version)
    {
        foreach (var part in Parts)
            Copy(Path.Combine(Repository.Root, part), Path.Combine(fleet.App, part));
        CopyFolder(Path.Combine(Repository.Root, "build"), Path.Combine(fleet.App, "build"));
        CopyFolder(fleet.Kubernetes, Path.Combine(fleet.App, "kubernetes"));
        await File.WriteAllTextAsync(Path.Combine(fleet.App, "application.yml"), ApplicationsPipeline);
        await UseCompiledToolAsync(fleet.App);
        // Of a remote that is a folder it would not know which project it is.
        var origin = fleet.Git("remote", "get-url", "origin");
        fleet.Git("config", $"url.{origin}.insteadOf", "https://gitlab.example/team/app.git");
        fleet.Git("config", "remote.origin.url", "https://gitlab.example/team/app.git");
        await fleet.PublishAsync(version);
        return new GitLabJobs(fleet);
    }

    /// <summary>Runs a job. One that starts another pipeline runs all of that.</summary>
    /// <param name="job">The job's name.</param>
    /// <param name="variables">What GitLab would set.</param>
    public Task<(int Code, string Output)> RunAsync(string job, params (string Name, string Value)[] variables) =>
        RunAsync(".gitlab-ci.yml", job, variables);

    /// <summary>Runs a job of the pipeline that <c>deploy-regions</c> or <c>staging-regions</c> has made.</summary>
    /// <param name="job">The job's name.</param>
    /// <param name="variables">What GitLab would set.</param>
    public Task<(int Code, string Output)> RunOfRegionsAsync(
        string job,
        params (string Name, string Value)[] variables
    ) => RunAsync("regions.yml", job, variables);

    private async Task<(int Code, string Output)> RunAsync(
        string file,
        string? job,
        (string Name, string Value)[] variables
    )
    {
        await WriteVariablesAsync(variables);
        string[] words =
        [
            $"--file={file}",
            "--force-shell-executor",
            "--no-shell-isolation",
            "--artifacts-to-source",
            "--state-dir=.git/gitlab-ci-local",
            .. job is null ? [] : (string[])[job],
        ];
        var ended = await EndAsync(Start(Runner, _fleet.App, words));
        _said = ended.Output;
        return ended;
    }

    /// <summary>Runs all of an application's pipeline, with the pipelines that its jobs start.</summary>
    /// <param name="variables">What GitLab would set.</param>
    public Task<(int Code, string Output)> RunAllAsync(params (string Name, string Value)[] variables) =>
        RunAsync("application.yml", job: null, variables);

    // Variables on its command line do not reach the pipelines that a job starts; those of a file do, as in GitLab.
    private async Task WriteVariablesAsync((string Name, string Value)[] variables)
    {
        var all = new Dictionary<string, string>(_fleet.Environment);
        foreach (var (name, value) in variables)
            all[name] = value;
        // A tag's pipeline is of no branch (GitLab documentation, "Predefined variables").
        if (all.ContainsKey("CI_COMMIT_TAG"))
            all["CI_COMMIT_BRANCH"] = "";
        await File.WriteAllTextAsync(Path.Combine(_fleet.App, VariablesFile), JsonSerializer.Serialize(all));
    }

    /// <summary>Checks the file against GitLab's own schema, and lists its jobs.</summary>
    public async Task<(int Code, string Output)> ListAsync() =>
        await EndAsync(Start(Runner, _fleet.App, ["--list-json", "--state-dir=.git/gitlab-ci-local"]));

    public bool Has(string artifact) => File.Exists(Path.Combine(_fleet.App, artifact));

    /// <summary>The text of a file that a job has left; without it, what the last run said is the failure.</summary>
    public string Read(string artifact)
    {
        Has(artifact).ShouldBeTrue($"{artifact} is missing after:\n{_said}");
        return File.ReadAllText(Path.Combine(_fleet.App, artifact));
    }

    // The one that the tests came with, so that no job compiles: its note is made anew, since the copy's sources are
    // newer than the old one.
    private static async Task UseCompiledToolAsync(string checkout)
    {
        var (code, output) = await EndAsync(Start(Path.Combine(Repository.Root, "build.sh"), checkout, ["--tree"]));
        code.ShouldBe(0, output);
        var (builds, own) = (Path.Combine(Repository.Root, ".build"), Path.Combine(checkout, ".build"));
        Directory.CreateDirectory(Path.Combine(own, "users"));
        var current = await File.ReadAllLinesAsync(Path.Combine(builds, "current"));
        Directory.CreateSymbolicLink(Path.Combine(own, current[0]), Path.Combine(builds, current[0]));
        await File.WriteAllLinesAsync(Path.Combine(own, "current"), current);
        await File.AppendAllTextAsync(Path.Combine(checkout, ".git", "info", "exclude"), $".build\n{VariablesFile}\n");
    }

    private static Process Start(string program, string folder, IReadOnlyList<string> words)
    {
        var start = new ProcessStartInfo(program, words)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["NO_COLOR"] = "1";
        start.Environment["DOCKER_HOST"] = CommandRun.NoEngine;
        return Process.Start(start)!;
    }

    private static async Task<(int Code, string Output)> EndAsync(Process process)
    {
        using (process)
        {
            process.StandardInput.Close();
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(Limit);
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(limit.Token);
                var errors = process.StandardError.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token);
                return (process.ExitCode, Colours().Replace($"{await output}{await errors}", ""));
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from))
            Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(from).Where(IsSource))
            CopyFolder(folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    private static bool IsSource(string folder) => Path.GetFileName(folder) is not ("bin" or "obj");

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to, overwrite: true);
        File.SetLastWriteTimeUtc(to, File.GetLastWriteTimeUtc(from));
    }

    [GeneratedRegex("\u001b\\[[0-9;]*[A-Za-z]", RegexOptions.NonBacktracking)]
    private static partial Regex Colours();
}
