using Foundation.Failures;

namespace Pipeline.Tools.Git;

/// <summary>
/// What of the files in a folder is not as committed, though <c>git status</c> says nothing of it. Nothing here touches
/// the network.
/// </summary>
public sealed class GitFolder(ToolHost host) : GitTool(host)
{
    private const int Fatal = 128;

    // A submodule that .gitmodules does not know is empty in every clone. Git names one, and ends there.
    private const string Unmapped = "no submodule mapping found in .gitmodules";

    private readonly ToolHost _host = host;

    /// <summary>Finds out what git's status hides: three processes at the most.</summary>
    /// <exception cref="ReleaseException">It is no checkout, or git failed.</exception>
    public async Task<GitHidden> HiddenAsync(GitSettings settings, CancellationToken cancellationToken)
    {
        var folder = settings.WorkingDirectory.MakeAbsolute(_host.Environment).FullPath;
        var listed = await FilesAsync(settings, ["-v", "--stage", "-z"], cancellationToken);
        var files = listed.Select(GitIndexEntry.Of).ToArray();
        // A marked file that is in the folder was marked by hand. One that is not belongs to a sparse checkout.
        var skipped = files.Where(file => file.IsSkipped).ToLookup(file => Exists(Path.Combine(folder, file.Path)));
        return new GitHidden
        {
            Skipped = [.. skipped[true].Select(file => file.Path)],
            Missing = [.. skipped[false].Select(file => file.Path)],
            Assumed = [.. files.Where(file => file.IsAssumed && !file.IsSkipped).Select(file => file.Path)],
            Submodules = files.Any(file => file.IsSubmodule) ? await SubmodulesAsync(settings, cancellationToken) : [],
            Pointers = await PointersAsync(folder, settings, cancellationToken),
        };
    }

    private async Task<IReadOnlyList<string>> SubmodulesAsync(GitSettings settings, CancellationToken cancellationToken)
    {
        var command = ToolCommand.Of("submodule", ["submodule", "status", "--recursive"]) with { Answers = [Fatal] };
        var output = await RunAsync(settings, command, cancellationToken);
        if (!output.Succeeded && !output.ErrorLines.Any(line => line.Contains(Unmapped, StringComparison.Ordinal)))
            throw ToolFailure.Of("git submodule", output.ExitCode, output.ErrorLines, FailureHints(settings));
        return [.. output.Lines.Select(OtherSubmodule).OfType<string>()];
    }

    // `-COMMIT path`, `+COMMIT path (branch)`, and a space first where all is well. The names begin at this folder.
    private static string? OtherSubmodule(string line)
    {
        var at = line.IndexOf(' ', StringComparison.Ordinal);
        if (line is not ['-' or '+' or 'U', ..] || at < 0)
            return null;
        var name = line[(at + 1)..];
        if (line[0] != '-' && name.EndsWith(')') && name.LastIndexOf(" (", StringComparison.Ordinal) is var end and > 0)
            name = name[..end];
        return name.StartsWith("../", StringComparison.Ordinal) ? null : name;
    }

    private async Task<IReadOnlyList<string>> PointersAsync(
        string folder,
        GitSettings settings,
        CancellationToken cancellationToken
    )
    {
        var pointers = new List<string>();
        foreach (var file in await FilesAsync(settings, ["-z", "--", ":(attr:filter=lfs)"], cancellationToken))
        {
            if (await LargeFilePointer.IsAsync(Path.Combine(folder, file), cancellationToken))
                pointers.Add(file);
        }
        return pointers;
    }

    private async Task<IEnumerable<string>> FilesAsync(
        GitSettings settings,
        string[] arguments,
        CancellationToken cancellationToken
    )
    {
        var output = await RunAsync(settings, "ls-files", arguments, cancellationToken);
        return string.Join('\n', output.Lines).Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);
}

/// <summary>Files, as seen from the folder, that are not as committed, though git's status says nothing.</summary>
public sealed record GitHidden
{
    /// <summary>Files that are there, and that git was told not to look at (skip-worktree).</summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];

    /// <summary>Files that git was told to take for unchanged (assume-unchanged).</summary>
    public IReadOnlyList<string> Assumed { get; init; } = [];

    /// <summary>Files that are not there, as in a sparse checkout.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Submodules that are not there, or at another commit than is recorded.</summary>
    public IReadOnlyList<string> Submodules { get; init; } = [];

    /// <summary>Files in whose place Git LFS has left a pointer.</summary>
    public IReadOnlyList<string> Pointers { get; init; } = [];
}
