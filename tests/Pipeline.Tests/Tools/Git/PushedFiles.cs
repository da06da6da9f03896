namespace Pipeline.Tests.Tools.Git;

/// <summary>
/// A push to a remote on the same disk, as files: git's own takes eight processes, and half of a test's time. What a
/// push itself does is tested where the command pushes.
/// </summary>
internal static class PushedFiles
{
    /// <summary>Gives a remote the objects of a checkout and some of its refs, such as <c>heads/main</c>.</summary>
    public static void To(string remote, string checkout, params string[] refs)
    {
        var git = Path.Combine(checkout, ".git");
        var objects = Path.Combine(git, "objects");
        foreach (var file in Directory.EnumerateFiles(objects, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(remote, "objects", Path.GetRelativePath(objects, file));
            if (!File.Exists(copy))
                Copy(file, copy);
        }
        foreach (var name in refs)
        {
            var file = Path.Combine(git, "refs", name);
            Copy(file, Path.Combine(remote, "refs", name));
            if (name.StartsWith("heads/", StringComparison.Ordinal))
                Copy(file, Path.Combine(git, "refs", "remotes", "origin", name["heads/".Length..]));
        }
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to, overwrite: true);
    }
}
