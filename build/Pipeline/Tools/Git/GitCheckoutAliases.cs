using Cake.Core;
using Cake.Core.Annotations;

namespace Pipeline.Tools.Git;

/// <summary>What git knows of the checkout, as Cake aliases.</summary>
[CakeAliasCategory("Git")]
public static class GitCheckoutAliases
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

    /// <inheritdoc cref="GitFolder.HiddenAsync"/>
    [CakeMethodAlias]
    public static Task<GitHidden> GitHiddenAsync(
        this ICakeContext context,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => new GitFolder(ToolHost.Of(context)).HiddenAsync(settings, cancellationToken);

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

    /// <inheritdoc cref="GitCheckout.MergeBaseAsync"/>
    [CakeMethodAlias]
    public static Task<string?> GitMergeBaseAsync(
        this ICakeContext context,
        string one,
        string other,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => Checkout(context).MergeBaseAsync(one, other, settings, cancellationToken);

    /// <inheritdoc cref="GitCheckout.TagsWithinAsync"/>
    [CakeMethodAlias]
    public static Task<IReadOnlyList<string>> GitTagsWithinAsync(
        this ICakeContext context,
        string commit,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => Checkout(context).TagsWithinAsync(commit, settings, cancellationToken);

    /// <inheritdoc cref="GitCheckout.ParentsAsync"/>
    [CakeMethodAlias]
    public static Task<IReadOnlyList<string>> GitParentsAsync(
        this ICakeContext context,
        string commit,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => Checkout(context).ParentsAsync(commit, settings, cancellationToken);

    /// <inheritdoc cref="GitCheckout.SubjectAsync"/>
    [CakeMethodAlias]
    public static Task<string> GitSubjectAsync(
        this ICakeContext context,
        string commit,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => Checkout(context).SubjectAsync(commit, settings, cancellationToken);

    /// <inheritdoc cref="GitCheckout.DifferencesAsync"/>
    [CakeMethodAlias]
    public static Task<IReadOnlyList<string>> GitDifferencesAsync(
        this ICakeContext context,
        string from,
        string to,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => Checkout(context).DifferencesAsync(from, to, settings, cancellationToken);

    /// <inheritdoc cref="GitCheckout.CountAsync"/>
    [CakeMethodAlias]
    public static Task<int> GitCountAsync(
        this ICakeContext context,
        string from,
        string to,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => Checkout(context).CountAsync(from, to, settings, cancellationToken);

    /// <inheritdoc cref="GitCommits.BetweenAsync"/>
    [CakeMethodAlias]
    public static Task<GitRange> GitBetweenAsync(
        this ICakeContext context,
        string from,
        string to,
        int most,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => new GitCommits(ToolHost.Of(context)).BetweenAsync(from, to, most, settings, cancellationToken);

    /// <inheritdoc cref="GitCommits.BeginningWithAsync"/>
    [CakeMethodAlias]
    public static Task<IReadOnlyList<string>> GitBeginningWithAsync(
        this ICakeContext context,
        string letters,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => new GitCommits(ToolHost.Of(context)).BeginningWithAsync(letters, settings, cancellationToken);

    /// <inheritdoc cref="GitCommits.IsShallowAsync"/>
    [CakeMethodAlias]
    public static Task<bool> GitIsShallowAsync(
        this ICakeContext context,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => new GitCommits(ToolHost.Of(context)).IsShallowAsync(settings, cancellationToken);

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

    /// <inheritdoc cref="GitCheckout.CommitterAsync"/>
    [CakeMethodAlias]
    public static Task<string> GitCommitterAsync(
        this ICakeContext context,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => Checkout(context).CommitterAsync(settings, cancellationToken);

    /// <inheritdoc cref="GitCheckout.RemotesAsync"/>
    [CakeMethodAlias]
    public static Task<IReadOnlyList<string>> GitRemotesAsync(
        this ICakeContext context,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => Checkout(context).RemotesAsync(settings, cancellationToken);

    /// <inheritdoc cref="GitCheckout.RemoteAddressAsync"/>
    [CakeMethodAlias]
    public static Task<string> GitRemoteAddressAsync(
        this ICakeContext context,
        GitSettings settings,
        CancellationToken cancellationToken
    ) => Checkout(context).RemoteAddressAsync(settings, cancellationToken);

    private static GitCheckout Checkout(ICakeContext context) => new(ToolHost.Of(context));
}
