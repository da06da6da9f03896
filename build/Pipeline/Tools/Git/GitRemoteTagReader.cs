namespace Pipeline.Tools.Git;

/// <summary>Reads <c>git ls-remote</c>: an object and a ref a line, and <c>ref^{}</c> for what an annotated tag names.</summary>
internal static class GitRemoteTagReader
{
    private const string Prefix = "refs/tags/";
    private const string Peeled = "^{}";

    public static IReadOnlyList<GitRemoteTag> Read(IEnumerable<string> lines)
    {
        // The peeled line follows the tag's own, so the later one wins.
        var commits = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parts in lines.Select(line => line.Split('\t')))
        {
            if (parts is [var commit, var name] && name.StartsWith(Prefix, StringComparison.Ordinal))
                commits[TagOf(name)] = commit;
        }

        return commits.Select(pair => new GitRemoteTag(pair.Key, pair.Value)).ToList();
    }

    private static string TagOf(string name) =>
        name.EndsWith(Peeled, StringComparison.Ordinal) ? name[Prefix.Length..^Peeled.Length] : name[Prefix.Length..];
}
