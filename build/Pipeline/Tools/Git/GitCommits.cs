using System.Globalization;
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
    // Only what was done on the branch itself: a merge stands for all that it brought. A commit that was picked over to
    // the other side is there, under another name.
    private static readonly string[] OnTheBranch = ["--first-parent", "--right-only", "--cherry-pick"];

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
        var limit = FormattableString.Invariant($"--max-count={most + 1}");
        string[] question = [.. OnTheBranch, .. Plain, limit, "--end-of-options", range];
        var output = await RunAsync(settings, "log", question, cancellationToken);
        var found = string.Join('\n', output.Lines)
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(MessageOf)
            .ToArray();
        return found.Length <= most
            ? new(found, found.Length)
            : new(found[..most], await CountAsync(range, settings, cancellationToken));
    }

    /// <summary>Whether the clone was made without the older part of its history.</summary>
    public async Task<bool> IsShallowAsync(GitSettings settings, CancellationToken cancellationToken) =>
        (await RunAsync(settings, "rev-parse", ["--is-shallow-repository"], cancellationToken)).Text == "true";

    private async Task<int> CountAsync(string range, GitSettings settings, CancellationToken cancellationToken)
    {
        string[] question = [.. OnTheBranch, "--count", "--end-of-options", range];
        var output = await RunAsync(settings, "rev-list", question, cancellationToken);
        return int.Parse(output.Text, CultureInfo.InvariantCulture);
    }

    private static GitMessage MessageOf(string text)
    {
        var parts = text.TrimStart('\n').Split('\n', 2);
        return new(parts[0], parts.Length > 1 ? parts[1].TrimEnd('\n') : "");
    }
}
