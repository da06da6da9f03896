namespace Pipeline.Tools.Git;

/// <summary>A line of <c>git ls-files -v --stage -z</c>: <c>H 100644 COMMIT 0</c>, a tab and the file.</summary>
/// <param name="Letter">How git looks at the file; small where it takes it for unchanged.</param>
/// <param name="Mode">What it is.</param>
/// <param name="Path">The file, as seen from the folder.</param>
internal sealed record GitIndexEntry(char Letter, string Mode, string Path)
{
    private const string Submodule = "160000";

    public bool IsSkipped => Letter is 'S' or 's';

    public bool IsAssumed => char.IsAsciiLetterLower(Letter);

    public bool IsSubmodule => Mode == Submodule;

    public static GitIndexEntry Of(string line)
    {
        var path = line.IndexOf('\t', StringComparison.Ordinal) + 1;
        return new(line[0], line[2..(2 + Submodule.Length)], line[path..]);
    }
}
