namespace Pipeline.Tools.Git;

/// <summary>How far a commit is from another one.</summary>
/// <param name="Ahead">Commits that only this side has.</param>
/// <param name="Behind">Commits that only the other side has.</param>
public sealed record GitDivergence(int Ahead, int Behind)
{
    /// <summary>Whether both are the same commit.</summary>
    public bool IsLevel => Ahead == 0 && Behind == 0;
}
