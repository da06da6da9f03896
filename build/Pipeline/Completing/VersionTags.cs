using System.ComponentModel;
using Foundation.Limits;
using Foundation.Processes;
using Releases.Versions;

namespace Pipeline.Completing;

/// <summary>The versions that a checkout has tags of.</summary>
public static class VersionTags
{
    private const int MostBytes = 1024 * 1024;

    /// <summary>Reads them, newest first; none where there is no checkout, or no git.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        if (ProgramSearch.Find("git", ChildProcess.InheritedPath) is not { } git)
            return [];
        try
        {
            using var process = ChildProcess.Start(
                new ChildCommand(git) { Arguments = ["tag", "--list"], WorkingDirectory = folder }
            );
            var text = await BoundedRead.FirstAsync(process.Output, MostBytes, cancellationToken);
            return
            [
                .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Select(ReleaseVersion.TryParse)
                    .OfType<ReleaseVersion>()
                    .OrderDescending()
                    .Select(version => version.ToString()),
            ];
        }
        catch (Win32Exception)
        {
            return [];
        }
    }
}
