using System.Diagnostics;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Tools.Git;
using Scripts;

namespace Pipeline.Tests.Compiled.FreshClones;

/// <summary>
/// A clone of this repository in which nothing has been built but what its own <c>build.sh</c> builds.
/// </summary>
public sealed class FreshClone : IAsyncLifetime
{
    /// <summary>After how long a compilation is taken to hang; on a machine with other work it takes minutes.</summary>
    public static readonly TimeSpan Compilation = TimeSpan.FromMinutes(30);

    // The clouds' tools of a machine where nobody has logged in, and an engine that is not there.
    private static readonly string[] CloudTools = ["az", "gcloud", "docker", "kubelogin", "gke-gcloud-auth-plugin"];

    // They start a real engine and compile Kubernetes; their own tests do.
    private static readonly string[] StackScripts = ["tests/cluster/up", "tests/cluster/down"];

    private readonly TemporaryFolder _folder = new();

    internal string Root => _folder["clone"];

    private string Tools => _folder["tools"];

    public async ValueTask InitializeAsync()
    {
        var source = _folder["source"];
        CopyTo(source);
        GitCommand.In(source, "init", "--quiet", "--initial-branch=master");
        GitCommand.In(source, "add", "--all");
        string[] author = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
        GitCommand.In(source, [.. author, "commit", "--quiet", "--message=The sources"]);
        GitCommand.In(_folder.Path, "clone", "--quiet", source, Root);
        foreach (var tool in CloudTools)
            ScriptFile.Write(Path.Combine(Tools, tool), "#!/bin/sh\necho 'not logged in' >&2\nexit 1\n");
        // Compiled here, so that every test is about its target alone.
        await using var first = Start(Path.Combine(Root, "build.sh"), ["--tree"], native: "now");
        (await first.EndAsync(_folder["no record"], Compilation)).ShouldEndWith(0);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Starts the door with some arguments.</summary>
    internal RunningCommand Start(params string[] arguments) => Start(Path.Combine(Root, "build.sh"), arguments);

    /// <summary>Runs the door to its end.</summary>
    internal async Task<FinishedRun> RunAsync(params string[] arguments)
    {
        await using var run = Start(arguments);
        return await run.EndAsync(_folder["no record"], Compilation);
    }

    /// <summary>Runs a program that a target has built to its end.</summary>
    internal async Task<FinishedRun> RunBuiltAsync(string project, params string[] arguments)
    {
        var program = Path.Combine(Root, ".build", "tests", "bin", project, "release", $"{project}.dll");
        await using var run = Start(ReleaseProgram.Dotnet, ["exec", program, .. arguments]);
        return await run.EndAsync(_folder["no record"], Compilation);
    }

    private RunningCommand Start(string file, string[] arguments, string native = "never")
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = Root,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsOfTheTestRun).ToArray())
            start.Environment.Remove(name);
        start.Environment["PATH"] = $"{Tools}{Path.PathSeparator}{start.Environment["PATH"]}";
        start.Environment["DOCKER_HOST"] = CommandRun.NoEngine;
        start.Environment["RELEASE_NATIVE"] = native;
        return new RunningCommand(Process.Start(start)!);
    }

    // A release reads these, and a compiler what the SDK tells the programs that it starts.
    private static bool IsOfTheTestRun(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("DOTNET_", StringComparison.Ordinal)
        || name.StartsWith("RELEASE_", StringComparison.Ordinal)
        || name.StartsWith("CI_", StringComparison.Ordinal)
        || name.StartsWith("GITLAB_", StringComparison.Ordinal)
        || name is "CI" or "VERSION" or "REGIONS" or "CLUSTERS" or "IMAGE" or "KUBECONFIG" or "DOCKER_CONFIG";

    // What is being worked on counts, too, as it will once it is committed.
    private static void CopyTo(string folder)
    {
        var listed = GitCommand.In(Repository.Root, "ls-files", "--cached", "--others", "--exclude-standard", "-z");
        foreach (var file in listed.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var from = Path.Combine(Repository.Root, file);
            var to = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            if (StackScripts.Contains(file))
                ScriptFile.Write(to, "#!/bin/sh\necho 'already up'\n");
            else if (File.Exists(from))
                File.Copy(from, to);
        }
    }
}
