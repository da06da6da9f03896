using Foundation.Failures;

namespace Releases.Versions;

/// <summary>
/// Finds the commit that an image was built from, by the text of its tag. A clone's own names are not asked: its tag of
/// that name may be elsewhere, and its branch is of today.
/// </summary>
public interface IVersionCommits
{
    /// <summary>The commit. The clone has it.</summary>
    /// <param name="version">A version, a commit, or another tag of an image.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ReleaseException">It is not known, or git failed.</exception>
    Task<string> FindAsync(string version, CancellationToken cancellationToken);
}
