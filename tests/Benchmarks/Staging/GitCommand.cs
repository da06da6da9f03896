using System.Diagnostics;

namespace Benchmarks.Staging;

/// <summary>Runs git.</summary>
internal static class GitCommand
{
    /// <summary>Runs it in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="input">What it reads from standard input.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>What it prints, without the line's end.</returns>
    /// <exception cref="InvalidOperationException">It fails; its own words are on the error stream.</exception>
    public static string In(string folder, byte[] input, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)!;
        git.StandardInput.BaseStream.Write(input);
        git.StandardInput.Close();
        var said = git.StandardOutput.ReadToEnd().Trim();
        git.WaitForExit();
        return git.ExitCode == 0
            ? said
            : throw new InvalidOperationException(
                $"git {string.Join(' ', arguments)} ended with exit code {git.ExitCode}"
            );
    }
}
