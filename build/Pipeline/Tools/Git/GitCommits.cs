using System.Text;
using Foundation.Failures;

namespace Pipeline.Tools.Git;

/// <summary>A commit and its message.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Message">Its message, as its author wrote it.</param>
public sealed record GitMessage(string Commit, string Message);

/// <summary>Commits that one commit has and another does not.</summary>
/// <param name="Newest">The newest ones.</param>
/// <param name="Count">How many there are.</param>
public sealed record GitRange(IReadOnlyList<GitMessage> Newest, int Count);

/// <summary>Lists what lies between two commits. Nothing here touches the network.</summary>
public sealed class GitCommits(ToolHost host) : GitTool(host)
{
    // Only what was done on the branch itself: a merge stands for all that it brought.
    private static readonly string[] OnTheBranch = ["--first-parent", "--right-only", "--parents"];

    // A commit that was picked over to the other side is there under another name, perhaps within a merge.
    private static readonly string[] OnThisSideAlone = ["--right-only", "--cherry-pick", "--no-merges"];

    // Whatever the user's settings say.
    private static readonly string[] Plain =
    [
        "--no-show-signature",
        "--no-color",
        "--no-notes",
        "--no-patch",
        "--encoding=UTF-8",
        "-z",
        "--format=%H%n%B",
    ];

    /// <summary>The commits that one has and another does not.</summary>
    /// <param name="from">The one that does not.</param>
    /// <param name="to">The one that has them.</param>
    /// <param name="most">How many messages are read.</param>
    /// <param name="settings">How git is run.</param>
    /// <param name="cancellationToken">Stops git.</param>
    /// <exception cref="ReleaseException">The clone does not have one of them.</exception>
    public async Task<GitRange> BetweenAsync(
        string from,
        string to,
        int most,
        GitSettings settings,
        CancellationToken cancellationToken
    )
    {
        var range = $"{from}...{to}";
        var onTheBranch = await ListAsync([.. OnTheBranch, "--end-of-options", range], settings, cancellationToken);
        var alone = await ListAsync([.. OnThisSideAlone, "--end-of-options", range], settings, cancellationToken);
        var known = alone.ToHashSet();
        string[] commits =
        [
            .. onTheBranch
                .Select(line => line.Split(' '))
                .Where(words => words.Length > 2 || known.Contains(words[0]))
                .Select(words => words[0]),
        ];
        return commits.Length == 0
            ? new([], 0)
            : new(await MessagesAsync(commits.Take(most), settings, cancellationToken), commits.Length);
    }

    /// <summary>The commits whose ids begin with some letters; at least four.</summary>
    public async Task<IReadOnlyList<string>> BeginningWithAsync(
        string letters,
        GitSettings settings,
        CancellationToken cancellationToken
    )
    {
        var found = await RunAsync(settings, "rev-parse", [$"--disambiguate={letters}"], cancellationToken);
        var command = ToolCommand.Of("cat-file", ["cat-file", "--batch-check=%(objecttype) %(objectname)"]);
        var ids = Encoding.UTF8.GetBytes(string.Concat(found.Lines.Select(id => $"{id}\n")));
        var objects = await RunAsync(settings, command with { StandardInput = ids }, cancellationToken);
        return
        [
            .. objects
                .Lines.Select(line => line.Split(' '))
                .Where(words => words is ["commit", _])
                .Select(words => words[1]),
        ];
    }

    /// <summary>Whether the clone was made without the older part of its history.</summary>
    public async Task<bool> IsShallowAsync(GitSettings settings, CancellationToken cancellationToken) =>
        (await RunAsync(settings, "rev-parse", ["--is-shallow-repository"], cancellationToken)).Text == "true";

    private async Task<IReadOnlyList<string>> ListAsync(
        string[] question,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => (await RunAsync(settings, "rev-list", question, cancellationToken)).Lines;

    private async Task<IReadOnlyList<GitMessage>> MessagesAsync(
        IEnumerable<string> commits,
        GitSettings settings,
        CancellationToken cancellationToken
    )
    {
        string[] question = ["--no-walk=unsorted", .. Plain, "--end-of-options", .. commits];
        var output = await RunAsync(settings, "log", question, cancellationToken);
        return
        [
            .. string.Join('\n', output.Lines).Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(MessageOf),
        ];
    }

    private static GitMessage MessageOf(string text)
    {
        var parts = text.TrimStart('\n').Split('\n', 2);
        return new(parts[0], parts.Length > 1 ? parts[1].TrimEnd('\n') : "");
    }
}
