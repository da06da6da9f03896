using System.Diagnostics;

namespace Pipeline.Tests.Compiled.Door;

/// <summary>The PowerShell that the solution builds beside these tests.</summary>
internal static class PowerShellProgram
{
    private const string Own = "Pipeline.Tests";

    private static string File { get; } = Path.Combine(Folder(), "PowerShell.dll");

    /// <summary>What starts a script; nobody is told of it, and nobody's profile is read.</summary>
    public static ProcessStartInfo Start(string script, IReadOnlyList<string> arguments) =>
        Of(["-File", script, .. arguments]);

    /// <summary>What does a line as it is typed at the prompt, and ends with the exit code of its program.</summary>
    public static ProcessStartInfo Type(string line) => Of(["-Command", $"{line}; exit $LASTEXITCODE"]);

    private static ProcessStartInfo Of(string[] own)
    {
        if (!System.IO.File.Exists(File))
            throw new InvalidOperationException($"{File} is missing: dotnet build tests/PowerShell");
        string[] words = ["exec", File, "-NoLogo", "-NoProfile", "-NonInteractive", .. own];
        return new ProcessStartInfo(ReleaseProgram.Dotnet, words)
        {
            Environment = { ["POWERSHELL_TELEMETRY_OPTOUT"] = "1", ["POWERSHELL_UPDATECHECK"] = "Off" },
        };
    }

    // Both lie in the same place below their projects' folders, or below the folder of all that is built.
    private static string Folder()
    {
        var folder = AppContext.BaseDirectory;
        var at = folder.LastIndexOf(Own, StringComparison.Ordinal);
        return $"{folder[..at]}PowerShell{folder[(at + Own.Length)..]}";
    }
}
