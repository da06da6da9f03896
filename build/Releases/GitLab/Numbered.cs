namespace Releases.GitLab;

/// <summary>What every thing of GitLab has: a number.</summary>
internal sealed record Numbered(long Id);
