namespace Pipeline.Tools.Git;

/// <summary>
/// Reads <c>git ls-remote</c>: an object and a ref a line, and <c>ref^{}</c> for what an annotated tag names.
/// </summary>
internal static class GitRemoteRefReader
{
    private const string Tag = "refs/tags/";
    private const string Branch = "refs/heads/";
    private const string Peeled = "^{}";

    public static IReadOnlyList<GitRemoteTag> Tags(IEnumerable<string> lines)
    {
        // The peeled line follows the tag's own, so the later one wins.
        var commits = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (commit, name) in Below(Tag, lines))
            commits[name.EndsWith(Peeled, StringComparison.Ordinal) ? name[..^Peeled.Length] : name] = commit;
        return [.. commits.Select(pair => new GitRemoteTag(pair.Key, pair.Value))];
    }

    public static IReadOnlyDictionary<string, string> Branches(IEnumerable<string> lines) =>
        Below(Branch, lines).ToDictionary(found => found.Name, found => found.Commit, StringComparer.Ordinal);

    private static IEnumerable<(string Commit, string Name)> Below(string prefix, IEnumerable<string> lines) =>
        lines
            .Select(line => line.Split('\t'))
            .Where(parts => parts.Length == 2 && parts[1].StartsWith(prefix, StringComparison.Ordinal))
            .Select(parts => (parts[0], parts[1][prefix.Length..]));
}
