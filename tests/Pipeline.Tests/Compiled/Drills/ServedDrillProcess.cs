using System.Diagnostics;
using System.Text.RegularExpressions;
using Pipeline.Tests.Drills;
using Scripts;

namespace Pipeline.Tests.Compiled.Drills;

/// <summary>
/// A drill that serves, as a process of its own, and the second terminal: <c>./build.sh</c> in its checkout, where
/// somebody has all variables set that lead real releases.
/// </summary>
internal sealed partial class ServedDrillProcess : IAsyncDisposable
{
    // Whatever of these reached a run on the drill would change or fail it.
    private static readonly Dictionary<string, string> OfRealReleases = new()
    {
        ["VERSION"] = "9.9.9",
        ["REGIONS"] = "mars",
        ["IMAGE"] = "registry.example/real",
        ["GITLAB_TOKEN"] = "the real token",
        ["GITLAB_PROJECT"] = "1",
        ["GITLAB_URL"] = "http://127.0.0.1:1",
        ["RELEASE_NOTIFY"] = "http://127.0.0.1:1/hook",
        ["DOCKER_REGISTRY_PASSWORD"] = "the real one",
        ["KUBECONFIG"] = "/nowhere",
    };

    private readonly TemporaryFolder _folder = new();
    private readonly RunningCommand _drill;

    private ServedDrillProcess()
    {
        foreach (var name in new[] { "kubernetes", "tests" })
            Link(name);
        ScriptFile.Write(
            _folder["root/build.sh"],
            $"#!/bin/sh\nexport RELEASE_ROOT='{_folder["root"]}'\nexec '{ReleaseProgram.Dotnet}' '{ReleaseProgram.Path}' \"$@\"\n"
        );
        _drill = CompiledCommand.Start(
            _folder,
            ["--target=Drill", "--serve", "--regions=uk,qatar", $"--record={_folder["record.json"]}"],
            new Dictionary<string, string> { ["RELEASE_ROOT"] = _folder["root"] }
        );
    }

    /// <summary>The application's checkout.</summary>
    public string Checkout => Cd().Match(_drill.Output).Groups["folder"].Value.Trim('\'');

    /// <summary>The folder of all that is served.</summary>
    public string Folder => Path.GetDirectoryName(Checkout)!;

    /// <summary>The commands that it offers.</summary>
    public IReadOnlyList<string> Offered =>
        [.. Offer().Matches(_drill.Output).Select(match => match.Groups["command"].Value)];

    /// <summary>The folder of the person's own files.</summary>
    public string Home => _folder["home"];

    public static async Task<ServedDrillProcess> StartAsync()
    {
        var drill = new ServedDrillProcess();
        await drill._drill.SaysAsync("Ctrl-C removes all of it.");
        return drill;
    }

    /// <summary>Runs a target in the checkout.</summary>
    public Task<FinishedRun> RunAsync(string commandLine) => StartAsync("./build.sh", commandLine);

    /// <summary>Runs git in the checkout.</summary>
    public async Task GitAsync(string commandLine) => (await StartAsync("git", commandLine)).ShouldEndWith(0);

    /// <summary>Ends the drill.</summary>
    public async Task<FinishedRun> StopAsync()
    {
        await _drill.InterruptAsync();
        return await _drill.EndAsync(_folder["record.json"]);
    }

    /// <summary>What is left in the folder for temporary files.</summary>
    public IReadOnlyList<string> Left => Directory.GetFileSystemEntries(_folder["temporary"]);

    public async ValueTask DisposeAsync()
    {
        await _drill.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<FinishedRun> StartAsync(string program, string commandLine)
    {
        var file = program == "git" ? program : Path.Combine(Checkout, program);
        var start = new ProcessStartInfo(file, commandLine.Split(' '))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Checkout,
        };
        foreach (var name in start.Environment.Keys.Where(name => name is not ("PATH" or "DOTNET_ROOT")).ToArray())
            start.Environment.Remove(name);
        start.Environment["HOME"] = Home;
        start.Environment["TMPDIR"] = _folder["temporary"];
        start.Environment["DOCKER_HOST"] = CommandRun.NoEngine;
        foreach (var (name, value) in OfRealReleases)
            start.Environment[name] = value;
        await using var running = new RunningCommand(Process.Start(start)!);
        return await running.EndAsync("");
    }

    private void Link(string name)
    {
        Directory.CreateDirectory(_folder["root"]);
        Directory.CreateSymbolicLink(_folder[$"root/{name}"], Path.Combine(Repository.Root, name));
    }

    [GeneratedRegex("^  cd (?<folder>.+)$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Cd();

    [GeneratedRegex(@"^  \./build\.sh (?<command>.+)$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Offer();
}
