using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Foundation.Failures;

namespace Migrations.Git;

/// <summary>Lists the files of a version with one <c>git ls-tree</c>.</summary>
internal sealed class GitTreeReader(string directory, GitLimits limits)
{
    /// <summary>The wanted files, and all submodules, by path.</summary>
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
        if (await git.EndAsync(cancellationToken) is { } error)
            throw Failure(revision, error);
        files.Sort(GitTreeFile.ByPath);
        return files;
    }

    /// <summary>
    /// The wanted files of a version that differs little from another one, by path. git compares only the folders that
    /// differ.
    /// </summary>
    /// <param name="known">The other version.</param>
    /// <param name="files">The wanted files of the other version, by path.</param>
    /// <param name="revision">A tag, branch or commit.</param>
    /// <param name="isWanted">Which paths are wanted.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ReleaseException">The version does not exist, or it has too many files.</exception>
    public async Task<IReadOnlyList<GitTreeFile>> ReadAsync(
        string known,
        IReadOnlyList<GitTreeFile> files,
        string revision,
        Func<string, bool> isWanted,
        CancellationToken cancellationToken
    ) =>
        await DifferencesAsync(known, revision, cancellationToken) is { } differences
            ? Changed(files, differences, isWanted)
            : await ReadAsync(revision, isWanted, cancellationToken);

    private static List<GitTreeFile> Changed(
        IReadOnlyList<GitTreeFile> files,
        Dictionary<string, GitTreeFile?> differences,
        Func<string, bool> isWanted
    )
    {
        List<GitTreeFile> changed = [.. files.Where(file => !differences.ContainsKey(file.Path))];
        foreach (var file in differences.Values.OfType<GitTreeFile>())
        {
            if (file.IsSubmodule || isWanted(file.Path))
                changed.Insert(~changed.BinarySearch(file, GitTreeFile.ByPath), file);
        }
        return changed;
    }

    // Null where git cannot compare. Then the list of the files says why.
    private async Task<Dictionary<string, GitTreeFile?>?> DifferencesAsync(
        string known,
        string revision,
        CancellationToken cancellationToken
    )
    {
        if (revision.Length == 0 || revision[0] == '-')
            return null;
        string[] arguments =
        [
            "diff-tree",
            "-r",
            "-z",
            "--no-renames",
            $"{known}^{{tree}}",
            $"{revision}^{{tree}}",
            "--",
        ];
        using var git = GitProcess.Start(directory, arguments, cancellationToken);
        git.Input.Close();
        using var output = new MemoryStream();
        await git.Output.CopyToAsync(output, cancellationToken);
        if (await git.EndAsync(cancellationToken) is not null)
            return null;
        // ":<mode before> <mode> <object before> <object> <letter>", then the path.
        var differences = new Dictionary<string, GitTreeFile?>();
        var entries = output.GetBuffer().AsMemory(0, (int)output.Length);
        while (Next(ref entries) is { } words && Next(ref entries) is { } path)
        {
            var name = GitPath.Decode(path.Span);
            differences[name] = Encoding.ASCII.GetString(words.Span).Split(' ') is [_, var mode, _, var objectId, _]
                ? Of(mode, objectId, name)
                : null;
        }
        return differences;
    }

    private static ReadOnlyMemory<byte>? Next(ref Memory<byte> entries)
    {
        var end = entries.Span.IndexOf((byte)0);
        if (end < 0)
            return null;
        var entry = entries[..end];
        entries = entries[(end + 1)..];
        return entry;
    }

    // Links are left out, because a link's content is a path.
    private static GitTreeFile? Of(ReadOnlySpan<char> mode, string objectId, string path) =>
        mode is "100644" or "100755" or "160000" ? new(path, objectId, mode is "160000") : null;

    // "<mode> <type> <object>\t<path>".
    private static GitTreeFile? Parse(ReadOnlySpan<byte> entry)
    {
        var tab = entry.IndexOf((byte)'\t');
        if (tab < 0)
            return null;
        var words = Encoding.ASCII.GetString(entry[..tab]);
        return (words.IndexOf(' '), words.LastIndexOf(' ')) is (>= 0 and var first, var last)
            ? Of(words.AsSpan(0, first), words[(last + 1)..], GitPath.Decode(entry[(tab + 1)..]))
            : null;
    }

    private ReleaseException Failure(string revision, string error) =>
        error.Contains("Not a valid object name", StringComparison.Ordinal)
            ? new($"there is no tag '{revision}' in this checkout ({directory})", "git fetch --tags")
            : Unknown(revision, error);

    private ReleaseException Unknown(string revision, string why) =>
        new($"The files of version '{revision}' cannot be listed in {directory}: {why}.", "git fetch --tags");
}
