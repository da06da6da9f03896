namespace Releases.Rollout.Diagnosis;

/// <summary>Remembers since when each symptom lasts, and finds the symptoms that have become fatal.</summary>
/// <param name="time">
/// The clock. Only the time that passes counts: the date of a machine may be set, or it may have slept.
/// </param>
/// <param name="patience">The factor on every symptom's grace.</param>
public sealed class SymptomLedger(TimeProvider time, double patience = 1)
{
    private readonly HashSet<string> _told = [];
    private Dictionary<(string?, string?, string), (long Since, Symptom Symptom)> _seen = [];

    // The attempts that were over when the run looked for the first time. Their cause may have been repaired since.
    private Dictionary<(string?, string?, string), Attempt>? _found;

    /// <summary>
    /// The first symptom that has lasted longer than its grace. <see langword="null"/> while all can still heal.
    /// </summary>
    public Symptom? Fatal =>
        InOrder().FirstOrDefault(entry => time.GetElapsedTime(entry.Since) >= GraceOf(entry.Symptom)).Symptom;

    /// <summary>The symptom to name when the time limit ends before any symptom became fatal.</summary>
    public Symptom? Foremost => InOrder().FirstOrDefault().Symptom;

    /// <summary>
    /// The time until a symptom becomes fatal if nothing changes. <see langword="null"/> when there is no symptom.
    /// </summary>
    public TimeSpan? UntilFatal =>
        _seen.Count == 0 ? null
        : _seen.Values.Min(entry => GraceOf(entry.Symptom) - time.GetElapsedTime(entry.Since)) is var left
        && left > TimeSpan.Zero
            ? left
        : TimeSpan.Zero;

    /// <summary>
    /// The symptoms of each sort that was not returned before. A hundred pods with one trouble are worth one line, and
    /// so is a symptom that comes and goes. Silence is left out, because every pod begins with it.
    /// </summary>
    public IReadOnlyList<Symptom> TakeNew() =>
        [
            .. InOrder()
                .Select(entry => entry.Symptom)
                .Where(symptom => !symptom.IsSilence && _told.Add(symptom.Trouble))
                .Select(symptom =>
                    IsOfBefore(symptom)
                        ? symptom with
                        {
                            Because = "it was there before this run, and only the cluster's next attempt tells",
                        }
                        : symptom
                ),
        ];

    /// <summary>The time that a symptom has left, by its grace or until the cluster gives up.</summary>
    public TimeSpan LeftOf(Symptom symptom)
    {
        var left = GraceOf(symptom) - time.GetElapsedTime(_seen[symptom.Identity].Since);
        return symptom.GivenUpAfter is { } sooner && sooner * patience < left ? sooner * patience : left;
    }

    private TimeSpan GraceOf(Symptom symptom) =>
        patience * (IsOfBefore(symptom) ? symptom.Attempt!.Next : symptom.Grace);

    // An attempt that comes sooner than the usual grace ends changes nothing.
    private bool IsOfBefore(Symptom symptom) =>
        symptom.Attempt is { } attempt
        && attempt.Next > symptom.Grace
        && _found?.GetValueOrDefault(symptom.Identity)?.Name == attempt.Name;

    /// <summary>
    /// Takes the symptoms that the cluster shows now. The clock of a symptom that disappears starts again when the
    /// symptom comes back.
    /// </summary>
    public void Note(IEnumerable<Symptom> symptoms)
    {
        var now = time.GetTimestamp();
        var next = new Dictionary<(string?, string?, string), (long, Symptom)>();
        foreach (var symptom in symptoms)
        {
            var since = _seen.TryGetValue(symptom.Identity, out var earlier) ? earlier.Since : now;
            next[symptom.Identity] = (since, symptom);
        }
        _seen = next;
        _found ??= next.Where(entry => entry.Value.Item2.Attempt is not null)
            .ToDictionary(entry => entry.Key, entry => entry.Value.Item2.Attempt!);
    }

    private IEnumerable<(long Since, Symptom Symptom)> InOrder() =>
        _seen.Values.OrderBy(entry => entry.Symptom.Grace).ThenBy(entry => entry.Since);
}
