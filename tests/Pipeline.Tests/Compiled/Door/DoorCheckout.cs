using System.Diagnostics;
using Pipeline.Tests.Drills;
using Scripts;

namespace Pipeline.Tests.Compiled.Door;

/// <summary>A checkout in a folder with spaces in its name: the real door before a program of a few lines.</summary>
internal sealed class DoorCheckout : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public DoorCheckout(string program)
    {
        Root = Directory.CreateTempSubdirectory("the door ").FullName;
        Directory.CreateDirectory(PathOf("build/Pipeline"));
        ScriptFile.Write(PathOf("build.sh"), File.ReadAllText(Path.Combine(Repository.Root, "build.sh")));
        File.Copy(Path.Combine(Repository.Root, "build.ps1"), PathOf("build.ps1"));
        File.Copy(Path.Combine(Repository.Root, "global.json"), PathOf("global.json"));
        Write("Directory.Build.props", "<Project />");
        Write("build/Pipeline/Pipeline.csproj", DoorProgram.Project);
        Write("build/Pipeline/Program.cs", program);
    }

    public string Root { get; }

    /// <summary>Whether it is the door of Windows that is started.</summary>
    public bool IsPowerShell { get; init; }

    /// <summary>When the door compiles native code; nothing for when it does by itself.</summary>
    public string Native { get; init; } = "never";

    public string PathOf(string relative) => Path.Combine(Root, relative);

    public void Write(string relative, string text) => File.WriteAllText(PathOf(relative), text);

    public string Read(string relative) => File.ReadAllText(PathOf(relative));

    public IEnumerable<string> Builds() =>
        Directory.Exists(PathOf(".build"))
            ? Directory.EnumerateDirectories(PathOf(".build"), "release.*").Select(folder => Path.GetFileName(folder))
            : [];

    /// <summary>
    /// Starts the door; it reads no input. It is called by its whole path, or as somebody in the working folder does.
    /// </summary>
    public Process Start(
        string[] arguments,
        string? workingDirectory = null,
        string? path = null,
        (string Name, string Value)? variable = null,
        string? called = null
    )
    {
        var start =
            IsPowerShell && called is not null ? PowerShellProgram.Type(string.Join(' ', [called, .. arguments]))
            : IsPowerShell ? PowerShellProgram.Start(PathOf("build.ps1"), arguments)
            : called is null ? new ProcessStartInfo(PathOf("build.sh"), arguments)
            : new ProcessStartInfo("bash", [called, .. arguments]);
        start.WorkingDirectory = workingDirectory ?? Root;
        start.UseShellExecute = false;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        foreach (var name in start.Environment.Keys.Where(IsOfTheTestRun).ToList())
            start.Environment.Remove(name);
        // What goes on in the background would outlive a test.
        start.Environment["RELEASE_NATIVE"] = Native;
        if (path is not null)
            start.Environment["PATH"] = path;
        if (variable is { } set)
            start.Environment[set.Name] = set.Value;

        return Process.Start(start) ?? throw new InvalidOperationException("The door did not start.");
    }

    public async Task<DoorRun> Run(
        string[] arguments,
        string? workingDirectory = null,
        string? path = null,
        (string Name, string Value)? variable = null,
        string? called = null
    )
    {
        using var process = Start(arguments, workingDirectory, path, variable, called);
        return await End(process);
    }

    /// <summary>Waits for the end of a run; one that hangs is ended at the limit.</summary>
    public static async Task<DoorRun> End(Process process)
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new DoorRun(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException exception)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The door did not end within {Limit}.", exception);
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    // What the SDK tells the processes it starts would reach the compiler behind the door.
    private static bool IsOfTheTestRun(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("DOTNET_", StringComparison.Ordinal)
        || name is "RELEASE_ROOT" or "CI" or "GITLAB_CI" or "RestoreLockedMode";
}
