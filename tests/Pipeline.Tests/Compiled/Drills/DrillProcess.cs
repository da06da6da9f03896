using System.Diagnostics;
using System.Globalization;
using Pipeline.Tests.Drills;
using Scripts;

namespace Pipeline.Tests.Compiled.Drills;

/// <summary>
/// The command as a process of its own, with stand-ins for the cloud's tools and a temporary folder that nobody else
/// uses.
/// </summary>
internal sealed class DrillProcess : IDisposable
{
    /// <summary>A docker without an engine.</summary>
    public const string NoEngine = "exit 1";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _variables;
    private Process? _process;

    public DrillProcess(string engine, Dictionary<string, string>? variables = null)
    {
        _variables = new(variables ?? []) { ["RELEASE_ROOT"] = Repository.Root };
        Directory.CreateDirectory(_folder["tmp"]);
        foreach (var tool in new[] { "az", "gcloud", "kubelogin", "kubectl", "gke-gcloud-auth-plugin" })
            With(tool, $"echo \"{tool} $*\" >>'{_folder["calls"]}'; exit 1");
        With("docker", engine);
    }

    /// <summary>The command lines of the cloud's tools that were run.</summary>
    public IReadOnlyList<string> CloudCalls => File.Exists(_folder["calls"]) ? File.ReadAllLines(_folder["calls"]) : [];

    /// <summary>The folders that were left behind.</summary>
    public IReadOnlyList<string> Folders => Directory.GetDirectories(_folder["tmp"]);

    public string Errors { get; private set; } = "";

    public DrillProcess With(string tool, string script)
    {
        ScriptFile.Write(_folder[$"bin/{tool}"], $"#!/bin/sh\n{script}\n");
        return this;
    }

    public DrillProcess WithHangingGit() =>
        With("git", $"echo $$ >'{_folder["git.new"]}'\nmv '{_folder["git.new"]}' '{_folder["git"]}'\nexec sleep 300");

    public DrillProcess WithoutManifests()
    {
        var fleet = File.ReadAllText(Path.Combine(Repository.Root, "kubernetes", "fleet.yaml"));
        _folder.Write("root/kubernetes/fleet.yaml", fleet);
        _folder.Write("root/tests/app/README.md", "");
        _variables["RELEASE_ROOT"] = _folder["root"];
        return this;
    }

    public async Task<int> RunAsync(params string[] arguments)
    {
        string[] words = [ReleaseProgram.Path, .. Words.Of([$"--record={_folder["record.json"]}"], arguments)];
        var start = new ProcessStartInfo(ReleaseProgram.Dotnet, words)
        {
            WorkingDirectory = _folder.Path,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var name in new[] { "VERSION", "CI_COMMIT_TAG", "CI_COMMIT_REF_NAME", "REGIONS", "CLUSTERS", "CI" })
            start.Environment.Remove(name);
        start.Environment["PATH"] = $"{_folder["bin"]}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["TMPDIR"] = _folder["tmp"];
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach (var (name, value) in _variables)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        var output = _process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = _process.StandardError.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        Errors = $"{await output}\n{await errors}";
        return _process.ExitCode;
    }

    /// <summary>Waits until git hangs, and tells its process.</summary>
    public async Task<int> HangingGitAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        while (!File.Exists(_folder["git"]))
            await Task.Delay(20, limit.Token);
        return int.Parse(await File.ReadAllTextAsync(_folder["git"], limit.Token), CultureInfo.InvariantCulture);
    }

    public async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
            _process.Kill(entireProcessTree: true);
        _process?.Dispose();
        _folder.Dispose();
    }
}
