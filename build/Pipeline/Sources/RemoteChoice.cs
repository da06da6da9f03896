using Foundation.Failures;
using Foundation.Text;
using Pipeline.Tools.Git;

namespace Pipeline.Sources;

/// <summary>Which of a checkout's remotes releases are shared through.</summary>
internal static class RemoteChoice
{
    /// <summary>
    /// The one with the usual name, else the only one. Where there is none it is the usual name, too: git tells that it
    /// is missing as soon as it is needed.
    /// </summary>
    /// <param name="remotes">The remotes.</param>
    /// <param name="checkout">The checkout.</param>
    /// <exception cref="UsageException">There are several, and none has the usual name.</exception>
    public static string Of(IReadOnlyList<string> remotes, string checkout)
    {
        if (remotes.Count == 0 || remotes.Contains(GitSettings.UsualRemote))
            return GitSettings.UsualRemote;
        if (remotes is [var only])
            return only;
        var rename = ShellWord.Line("git", "-C", checkout, "remote", "rename", "NAME", GitSettings.UsualRemote);
        throw new UsageException(
            $"{checkout}: none of its remotes is called {GitSettings.UsualRemote}, so the one to release through is "
                + $"not known: {string.Join(", ", remotes)}; {rename} makes one so"
        );
    }
}
