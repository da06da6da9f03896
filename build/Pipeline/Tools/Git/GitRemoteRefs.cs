namespace Pipeline.Tools.Git;

/// <summary>What a remote has.</summary>
/// <param name="Tags">Its tags.</param>
/// <param name="Branches">Its branches by name, each with the commit that it is at.</param>
public sealed record GitRemoteRefs(IReadOnlyList<GitRemoteTag> Tags, IReadOnlyDictionary<string, string> Branches);
