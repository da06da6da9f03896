namespace Drill.Engine;

/// <summary>
/// The exact moments from which controllers measure. Objects hold whole seconds, which is too coarse where a cluster's
/// second lasts a few milliseconds.
/// </summary>
internal sealed class ExactMoments
{
    private readonly Dictionary<(string Uid, string What), DateTimeOffset> _moments = [];

    public void Mark(string uid, string what, DateTimeOffset moment) => _moments[(uid, what)] = moment;

    /// <summary>The exact moment. The object's own time where no moment was marked.</summary>
    public DateTimeOffset? Of(string uid, string what, DateTimeOffset? told) =>
        told is null ? null : _moments.GetValueOrDefault((uid, what), told.Value);
}
