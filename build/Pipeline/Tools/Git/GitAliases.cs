using Cake.Core;
using Cake.Core.Annotations;

namespace Pipeline.Tools.Git;

/// <summary>git, as Cake aliases.</summary>
[CakeAliasCategory("Git")]
public static class GitAliases
{
    /// <inheritdoc cref="GitCheckout.BranchAsync"/>
    [CakeMethodAlias]
    public static Task<string?> GitBranchAsync(
        this ICakeContext context,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => Checkout(context).BranchAsync(settings, cancellationToken);

    /// <inheritdoc cref="GitCheckout.HeadAsync"/>
    [CakeMethodAlias]
    public static Task<GitHead> GitHeadAsync(
        this ICakeContext context,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => Checkout(context).HeadAsync(settings, cancellationToken);

    /// <inheritdoc cref="GitCheckout.CommitAsync"/>
    [CakeMethodAlias]
    public static Task<string?> GitCommitAsync(
        this ICakeContext context,
        string revision,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => Checkout(context).CommitAsync(revision, settings, cancellationToken);

    /// <inheritdoc cref="GitCheckout.ChangesAsync"/>
    [CakeMethodAlias]
    public static Task<IReadOnlyList<GitChange>> GitChangesAsync(
        this ICakeContext context,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => Checkout(context).ChangesAsync(settings, cancellationToken);

    /// <inheritdoc cref="GitCheckout.DivergenceAsync"/>
    [CakeMethodAlias]
    public static Task<GitDivergence> GitDivergenceAsync(
        this ICakeContext context,
        string branch,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => Checkout(context).DivergenceAsync(branch, settings, cancellationToken);

    /// <inheritdoc cref="GitCheckout.IsAncestorAsync"/>
    [CakeMethodAlias]
    public static Task<bool> GitIsAncestorAsync(
        this ICakeContext context,
        string ancestor,
        string descendant,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => Checkout(context).IsAncestorAsync(ancestor, descendant, settings, cancellationToken);

    /// <inheritdoc cref="GitCheckout.UserNameAsync"/>
    [CakeMethodAlias]
    public static Task<string?> GitUserNameAsync(
        this ICakeContext context,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => Checkout(context).UserNameAsync(settings, cancellationToken);

    /// <inheritdoc cref="GitCheckout.UserEmailAsync"/>
    [CakeMethodAlias]
    public static Task<string?> GitUserEmailAsync(
        this ICakeContext context,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => Checkout(context).UserEmailAsync(settings, cancellationToken);

    /// <inheritdoc cref="GitCheckout.RemoteAddressAsync"/>
    [CakeMethodAlias]
    public static Task<string> GitRemoteAddressAsync(
        this ICakeContext context,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => Checkout(context).RemoteAddressAsync(settings, cancellationToken);

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
    public static Task GitPublishTagAsync(
        this ICakeContext context,
        string tag,
        string commit,
        string message,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => new GitTagger(ToolHost.Of(context)).PublishAsync(tag, commit, message, settings, cancellationToken);

    private static GitCheckout Checkout(ICakeContext context) => new(ToolHost.Of(context));

    private static GitRemote Remote(ICakeContext context) => new(ToolHost.Of(context));
}
