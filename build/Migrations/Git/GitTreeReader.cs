using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Foundation.Failures;

namespace Migrations.Git;

/// <summary>Lists the files of a version with one <c>git ls-tree</c>.</summary>
internal sealed class GitTreeReader(string directory, GitLimits limits)
{
    /// <summary>The wanted files, and all submodules.</summary>
    /// <param name="revision">A tag, branch or commit.</param>
    /// <param name="isWanted">Which paths are wanted.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ReleaseException">The version does not exist, or it has too many files.</exception>
    public async Task<IReadOnlyList<GitTreeFile>> ReadAsync(
        string revision,
        Func<string, bool> isWanted,
        CancellationToken cancellationToken
    )
    {
        // Git would take a name that begins with a dash as an option.
        if (revision.Length == 0 || revision[0] == '-')
            throw Unknown(revision, "it is no name of a version");
        string[] arguments = ["ls-tree", "-r", "-z", "--full-tree", $"{revision}^{{tree}}"];
        using var git = GitProcess.Start(directory, arguments, cancellationToken);
        git.Input.Close();

        var files = new List<GitTreeFile>();
        var count = 0;
        var reader = PipeReader.Create(git.Output);
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            while (buffer.PositionOf((byte)0) is { } end)
            {
                if (++count > limits.Files)
                    throw Unknown(revision, $"it has more than {limits.Files} files");
                if (Parse(buffer.Slice(0, end).ToArray()) is { } file && (file.IsSubmodule || isWanted(file.Path)))
                    files.Add(file);
                buffer = buffer.Slice(buffer.GetPosition(1, end));
            }
            reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
                break;
        }
        return await git.EndAsync(cancellationToken) is { } error ? throw Failure(revision, error) : files;
    }

    // "<mode> <type> <object>\t<path>". Links are left out, because a link's content is a path.
    private static GitTreeFile? Parse(ReadOnlySpan<byte> entry)
    {
        var tab = entry.IndexOf((byte)'\t');
        if (tab < 0)
            return null;
        var words = Encoding.ASCII.GetString(entry[..tab]).Split(' ');
        var isSubmodule = words is ["160000", ..];
        return words is ["100644" or "100755" or "160000", _, var objectId]
            ? new(GitPath.Decode(entry[(tab + 1)..]), objectId, isSubmodule)
            : null;
    }

    private ReleaseException Failure(string revision, string error) =>
        error.Contains("Not a valid object name", StringComparison.Ordinal)
            ? new($"there is no tag '{revision}' in this checkout ({directory})", "git fetch --tags")
            : Unknown(revision, error);

    private ReleaseException Unknown(string revision, string why) =>
        new($"The files of version '{revision}' cannot be listed in {directory}: {why}.", "git fetch --tags");
}
