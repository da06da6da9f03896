using System.Diagnostics;

namespace Pipeline.Tests.Tools.Git;

/// <summary>git, as the tests themselves run it.</summary>
internal static class GitCommand
{
    /// <summary>Runs git in a folder, where it must succeed, and returns what it prints.</summary>
    public static string In(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        git.ExitCode.ShouldBe(0, $"git {string.Join(' ', arguments)}");
        return output.Trim();
    }
}
