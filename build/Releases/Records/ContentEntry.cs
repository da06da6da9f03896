using System.Buffers;
using System.Text.Json.Serialization;
using Foundation.Secrets;
using Foundation.Text;

namespace Releases.Records;

/// <summary>A merge request or a commit of a release.</summary>
/// <param name="Commit">The commit that brought it to the branch.</param>
/// <param name="Title">What it is, in one line.</param>
/// <param name="MergeRequest">
/// GitLab's reference of the merge request, such as <c>group/project!123</c>; <see langword="null"/> for a commit
/// without one.
/// </param>
public sealed record ContentEntry(string Commit, string Title, string? MergeRequest)
{
    /// <summary>How much of a title is kept, in characters; git advises half of that.</summary>
    public const int LongestTitle = 120;

    private const string Reference = "See merge request ";
    private const string Merge = "Merge branch '";

    // What paths of groups and projects consist of (GitLab's documentation, "Reserved project and group names").
    private static readonly SearchValues<char> PathLetters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./"
    );

    /// <summary>Reads the message of a commit.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="message">Its message. Anybody may have written it.</param>
    /// <remarks>
    /// GitLab's documentation, "Commit message templates": a merge commit names its branches in the first line, the
    /// merge request's title below, and ends with <c>See merge request group/project!123</c>.
    /// </remarks>
    public static ContentEntry Of(string commit, string message)
    {
        var lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var request = lines.Select(MergeRequestOf).LastOrDefault(found => found is not null);
        var title = lines.FirstOrDefault() ?? "";
        if (request is not null && title.StartsWith(Merge, StringComparison.Ordinal))
            title = lines.Skip(1).First();
        // A merge request without a title of its own in the message is known by its branches.
        if (MergeRequestOf(title) is not null)
            title = lines[0];
        return new(commit, Kept(title), request is null ? null : Kept(request));
    }

    /// <summary>The name that people know it by: <c>!123</c>, or the beginning of the commit.</summary>
    [JsonIgnore]
    public string Name => MergeRequest is { } request ? request[request.LastIndexOf('!')..] : ShortCommit.Of(Commit);

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Title}";

    private static string? MergeRequestOf(string line)
    {
        if (!line.StartsWith(Reference, StringComparison.Ordinal))
            return null;
        var reference = line[Reference.Length..];
        var at = reference.LastIndexOf('!');
        return
            reference.Length <= LongestTitle
            && at >= 0
            && at + 1 < reference.Length
            && reference.AsSpan(at + 1).IndexOfAnyExceptInRange('0', '9') < 0
            && reference.AsSpan(0, at).IndexOfAnyExcept(PathLetters) < 0
            ? reference
            : null;
    }

    private static string Kept(string text) => Shortened.To(VisibleText.Line(SecretKeeper.Redact(text)), LongestTitle);
}
