namespace Releases.GitLab;

/// <summary>A merge request that does not exist yet.</summary>
/// <param name="SourceBranch">The branch to merge.</param>
/// <param name="TargetBranch">The branch that it goes into.</param>
/// <param name="Title">One line.</param>
/// <param name="Description">Markdown.</param>
public sealed record MergeRequestDraft(string SourceBranch, string TargetBranch, string Title, string Description);
