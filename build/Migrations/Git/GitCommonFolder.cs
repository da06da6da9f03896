using Foundation.Failures;

namespace Migrations.Git;

/// <summary>Finds the git folder that a checkout shares with its worktrees.</summary>
internal static class GitCommonFolder
{
    /// <summary>The folder's path. <see langword="null"/> where git does not tell.</summary>
    /// <param name="directory">Any folder in the checkout.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<string?> FindAsync(string directory, CancellationToken cancellationToken)
    {
        try
        {
            using var git = GitProcess.Start(directory, ["rev-parse", "--git-common-dir"], cancellationToken);
            git.Input.Close();
            using var output = new StreamReader(git.Output);
            var path = (await output.ReadToEndAsync(cancellationToken)).TrimEnd('\r', '\n');
            if (await git.EndAsync(cancellationToken) is not null || path.Length == 0)
                return null;
            // Git's answer may be relative to the folder in which it was asked.
            var folder = Path.GetFullPath(path, Path.GetFullPath(directory));
            return Directory.Exists(folder) ? folder : null;
        }
        catch (ReleaseException)
        {
            // What lists the files says why git cannot be run.
            return null;
        }
    }
}
