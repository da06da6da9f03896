namespace Pipeline.Tools.Git;

/// <summary>A file that differs from the last commit.</summary>
/// <param name="Code">Two letters, as <c>git status --porcelain</c> writes them.</param>
/// <param name="Path">The file, relative to the top of the checkout.</param>
public sealed record GitChange(string Code, string Path)
{
    /// <summary>Whether git does not know the file.</summary>
    public bool IsUntracked => Code is "??";
}
