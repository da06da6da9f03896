using Cake.Core;
using Cake.Core.Annotations;

namespace Pipeline.Tools.Git;

/// <summary>What git fetches, pushes and makes, as Cake aliases.</summary>
[CakeAliasCategory("Git")]
public static class GitAliases
{
    /// <inheritdoc cref="GitRemote.FetchBranchAsync"/>
    [CakeMethodAlias]
    public static Task GitFetchBranchAsync(
        this ICakeContext context,
        string branch,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => Remote(context).FetchBranchAsync(branch, settings, cancellationToken);

    /// <inheritdoc cref="GitRemote.FetchTagsAsync"/>
    [CakeMethodAlias]
    public static Task<IReadOnlyList<string>> GitFetchTagsAsync(
        this ICakeContext context,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => Remote(context).FetchTagsAsync(settings, cancellationToken);

    /// <inheritdoc cref="GitRemote.TagsAsync"/>
    [CakeMethodAlias]
    public static Task<IReadOnlyList<GitRemoteTag>> GitRemoteTagsAsync(
        this ICakeContext context,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => Remote(context).TagsAsync(settings, cancellationToken);

    /// <inheritdoc cref="GitRemote.RefsAsync"/>
    [CakeMethodAlias]
    public static Task<GitRemoteRefs> GitRemoteRefsAsync(
        this ICakeContext context,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => Remote(context).RefsAsync(settings, cancellationToken);

    /// <inheritdoc cref="GitTagger.PublishAsync"/>
    [CakeMethodAlias]
    public static Task<bool> GitPublishTagAsync(
        this ICakeContext context,
        string tag,
        string commit,
        string message,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => new GitTagger(ToolHost.Of(context)).PublishAsync(tag, commit, message, settings, cancellationToken);

    /// <inheritdoc cref="GitBranches.CommitAsync"/>
    [CakeMethodAlias]
    public static Task<string?> GitRemoteBranchAsync(
        this ICakeContext context,
        string branch,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => Branches(context).CommitAsync(branch, settings, cancellationToken);

    /// <inheritdoc cref="GitBranches.PublishAsync"/>
    [CakeMethodAlias]
    public static Task GitPublishBranchAsync(
        this ICakeContext context,
        string branch,
        string commit,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => Branches(context).PublishAsync(branch, commit, settings, cancellationToken);

    /// <inheritdoc cref="GitBranches.AdvanceAsync"/>
    [CakeMethodAlias]
    public static Task GitAdvanceBranchAsync(
        this ICakeContext context,
        string branch,
        string commit,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => Branches(context).AdvanceAsync(branch, commit, settings, cancellationToken);

    /// <inheritdoc cref="GitBranches.CreateAsync"/>
    [CakeMethodAlias]
    public static Task GitCreateBranchAsync(
        this ICakeContext context,
        string branch,
        string commit,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => Branches(context).CreateAsync(branch, commit, settings, cancellationToken);

    /// <inheritdoc cref="GitWorktree.AddAsync"/>
    [CakeMethodAlias]
    public static Task<GitWorktree> GitAddWorktreeAsync(
        this ICakeContext context,
        string commit,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => GitWorktree.AddAsync(ToolHost.Of(context), commit, settings, cancellationToken);

    private static GitRemote Remote(ICakeContext context) => new(ToolHost.Of(context));

    private static GitBranches Branches(ICakeContext context) => new(ToolHost.Of(context));
}
