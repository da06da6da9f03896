using System.Net;
using Clusters.Calls;

namespace Clusters.Watching;

/// <summary>
/// Which refusals a watch bears. At its beginning a refusal means a missing log-in or permission. In the middle of a
/// watch that the server has allowed, it means a server whose authentication or authorization fails for a moment.
/// </summary>
/// <param name="limits">Say for how long a server may be in trouble.</param>
/// <param name="time">The clock.</param>
internal sealed class PassingRefusals(ConnectionLimits limits, TimeProvider time)
{
    private bool _hasListed;
    private bool _hasWatched;
    private long? _since;

    /// <summary>Notes that the server has given the list.</summary>
    public void NoteListed()
    {
        _hasListed = true;
        _since = null;
    }

    /// <summary>
    /// Notes that the server has opened a watch. Who may list may still not watch, so a first watch that is forbidden
    /// is not borne.
    /// </summary>
    public void NoteWatched()
    {
        _hasWatched = true;
        _since = null;
    }

    /// <summary>Whether a refusal may pass. The clock runs from the first that nothing has come after.</summary>
    /// <param name="status">The refusal's status.</param>
    public bool Bears(HttpStatusCode status)
    {
        var wasAllowed = status switch
        {
            HttpStatusCode.Unauthorized => _hasListed,
            HttpStatusCode.Forbidden => _hasWatched,
            _ => false,
        };
        if (!wasAllowed)
            return false;
        _since ??= time.GetTimestamp();
        return time.GetElapsedTime(_since.Value) < limits.Trouble;
    }
}
