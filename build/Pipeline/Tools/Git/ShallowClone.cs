using Cake.Core;
using Foundation.Failures;

namespace Pipeline.Tools.Git;

/// <summary>
/// A clone without the older part of its history. Git answers of it as if nothing had been there: what it has is true,
/// and what it lacks is not known.
/// </summary>
internal static class ShallowClone
{
    /// <summary>The command that gets the rest.</summary>
    public static string DeepeningOf(GitSettings git) => $"git fetch --unshallow --tags {git.Remote}";

    /// <summary>Ends the run where an answer of git is none, because the history was cut off.</summary>
    /// <param name="context">Runs git.</param>
    /// <param name="unknown">What is not known therefore.</param>
    /// <param name="git">How git is run.</param>
    /// <param name="cancellationToken">Stops git.</param>
    /// <exception cref="ReleaseException">The clone is shallow.</exception>
    public static async Task RefuseAsync(
        ICakeContext context,
        string unknown,
        GitSettings git,
        CancellationToken cancellationToken
    )
    {
        if (await context.GitIsShallowAsync(git, cancellationToken))
            throw new ReleaseException(
                $"the clone is shallow, so it is not known {unknown}",
                $"{DeepeningOf(git)}, then the same command again"
            );
    }
}
