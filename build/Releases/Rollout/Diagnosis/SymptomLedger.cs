namespace Releases.Rollout.Diagnosis;

/// <summary>Remembers since when each symptom lasts, and so tells which have become fatal.</summary>
/// <param name="time">The clock.</param>
/// <param name="patience">How much of its grace a symptom is given.</param>
public sealed class SymptomLedger(TimeProvider time, double patience = 1)
{
    private Dictionary<(string?, string?, string), (DateTimeOffset Since, Symptom Symptom)> _seen = [];

    /// <summary>The first symptom that has lasted longer than it may; <see langword="null"/> while all can still heal.</summary>
    public Symptom? Fatal
    {
        get
        {
            var now = time.GetUtcNow();
            return InOrder().FirstOrDefault(entry => now - entry.Since >= entry.Symptom.Grace * patience).Symptom;
        }
    }

    /// <summary>The symptom to name when the time is up before any became fatal.</summary>
    public Symptom? Foremost => InOrder().FirstOrDefault().Symptom;

    /// <summary>How long until a symptom becomes fatal if nothing changes; <see langword="null"/> when there is none.</summary>
    public TimeSpan? UntilFatal
    {
        get
        {
            var now = time.GetUtcNow();
            return _seen.Count == 0 ? null
                : _seen.Values.Select(entry => entry.Since + (entry.Symptom.Grace * patience) - now).Min() is var left
                && left > TimeSpan.Zero
                    ? left
                : TimeSpan.Zero;
        }
    }

    /// <summary>Takes what the cluster shows now; a symptom that is gone starts anew when it comes again.</summary>
    public void Note(IEnumerable<Symptom> symptoms)
    {
        var now = time.GetUtcNow();
        var next = new Dictionary<(string?, string?, string), (DateTimeOffset, Symptom)>();
        foreach (var symptom in symptoms)
        {
            var since = Earlier(symptom)?.Since ?? now;
            next[symptom.Identity] = (since, symptom);
        }
        _seen = next;
    }

    // ErrImagePull and ImagePullBackOff take turns while the kubelet tries again: one trouble, one clock.
    private (DateTimeOffset Since, Symptom Symptom)? Earlier(Symptom symptom) =>
        _seen.Values.FirstOrDefault(entry =>
            entry.Symptom.Identity == symptom.Identity
            || (
                IsPull(entry.Symptom)
                && IsPull(symptom)
                && (entry.Symptom.Pod, entry.Symptom.Container) == (symptom.Pod, symptom.Container)
            )
        )
            is { Symptom: not null } entry
            ? entry
            : null;

    private static bool IsPull(Symptom symptom) => symptom.Reason is "ErrImagePull" or "ImagePullBackOff";

    private IEnumerable<(DateTimeOffset Since, Symptom Symptom)> InOrder() =>
        _seen.Values.OrderBy(entry => entry.Symptom.Grace).ThenBy(entry => entry.Since);
}
