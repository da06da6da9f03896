namespace Pipeline.Tools.Git;

/// <summary>
/// Reads <c>git status --porcelain=v1 -z</c> (git-status documentation, "Pathname Format Notes and -z").
/// </summary>
internal static class GitStatusReader
{
    public static IReadOnlyList<GitChange> Read(string output)
    {
        var fields = new Queue<string>(output.Split('\0').Where(field => field.Length > 0));
        var changes = new List<GitChange>();
        while (fields.TryDequeue(out var field))
        {
            changes.Add(new(field[..2], field[3..]));
            // A rename or copy is followed by the name it had.
            if (field.AsSpan(0, 2).ContainsAny('R', 'C'))
                fields.TryDequeue(out _);
        }

        return changes;
    }
}
