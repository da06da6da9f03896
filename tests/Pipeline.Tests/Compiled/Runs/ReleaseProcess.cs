using System.Diagnostics;
using Pipeline.Tests.Drills;
using Scripts;

namespace Pipeline.Tests.Compiled.Runs;

/// <summary>
/// The command as a process of its own, in an empty folder, with a PATH of nothing but executables that write down that
/// they were called.
/// </summary>
internal sealed class ReleaseProcess : IDisposable
{
    private static readonly string[] Tools = ["git", "docker", "az", "gcloud", "kubectl", "kubelogin", "curl", "sh"];

    private readonly TemporaryFolder _tools = new();
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    public ReleaseProcess(string toolBody, params string[] arguments)
    {
        foreach (var tool in Tools)
            AddTool(tool, toolBody);
        var start = new ProcessStartInfo(ReleaseProgram.Dotnet, [ReleaseProgram.Path, .. arguments])
        {
            WorkingDirectory = Folder.Path,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = _tools.Path;
        start.Environment["HOME"] = Folder.Path;
        start.Environment["RELEASE_ROOT"] = Folder.Path;
        // Nobody is there to ask.
        start.Environment["CI"] = "true";
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _output = _process.StandardOutput.ReadToEndAsync();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>The folder that it runs in.</summary>
    public TemporaryFolder Folder { get; } = new();

    /// <summary>The tools that it called.</summary>
    public IReadOnlyList<string> Calls => File.Exists(CallsFile) ? File.ReadAllLines(CallsFile) : [];

    private string CallsFile => _tools["calls"];

    public async Task<FinishedRun> EndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        var record = Folder["record.json"];
        return new FinishedRun(
            _process.ExitCode,
            await _output,
            await _errors,
            File.Exists(record) ? await File.ReadAllTextAsync(record, cancellationToken) : null
        );
    }

    /// <summary>Waits until it has called a tool.</summary>
    public async Task UntilCallAsync(string tool, CancellationToken cancellationToken)
    {
        while (!Calls.Contains(tool))
        {
            _process.HasExited.ShouldBeFalse($"it has ended and never called {tool}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }
    }

    /// <summary>Sends a signal as a terminal or a CI runner would.</summary>
    public void Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
        Folder.Dispose();
        _tools.Dispose();
    }

    private void AddTool(string name, string body) =>
        ScriptFile.Write(_tools[name], $"#!/bin/sh\necho {name} >>'{CallsFile}'\n{body}\n");
}
