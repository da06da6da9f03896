using Migrations.Schema;
using Migrations.Verdicts;

namespace Migrations.Rules.OlderCode;

/// <summary>
/// Finds what a series of operations means for older code in the end. Each touched thing is compared in its final state
/// with what older code expects, so an effect that a later operation undoes does not count. The operation that gave a
/// thing its final state answers for it.
/// </summary>
internal sealed class NetEffects(SchemaComparison comparison)
{
    private const int MostReasons = 3;

    private readonly Dictionary<SchemaThing, List<Entry>> _history = [];
    private readonly List<string> _places = [];

    /// <summary>Notes an operation that has just been applied.</summary>
    /// <param name="touched">The things that the operation has touched.</param>
    /// <param name="context">The operation.</param>
    /// <returns>The operation's number.</returns>
    public int Note(IEnumerable<SchemaThing> touched, OperationContext context)
    {
        var number = _places.Count;
        _places.Add(context.Place);
        foreach (var thing in touched)
        {
            if (!_history.TryGetValue(thing, out var entries))
                _history[thing] = entries = [];
            entries.Add(new(number, comparison.Judge(thing)));
        }
        return number;
    }

    /// <summary>The judgement that each operation answers for in the end.</summary>
    public IReadOnlyDictionary<int, Judgement> Conclude()
    {
        var findings = new Dictionary<int, List<Finding>>();
        foreach (var (thing, entries) in _history.OrderBy(entry => entry.Key.Kind))
        {
            var final = comparison.Judge(thing);
            var answering = Answering(entries, final);
            foreach (var entry in entries)
            {
                if (!findings.TryGetValue(entry.Operation, out var list))
                    findings[entry.Operation] = list = [];
                list.Add(Of(entry, final, answering));
            }
        }
        return findings.ToDictionary(
            entry => entry.Key,
            entry => Together(entry.Value) with { OnTheWay = entry.Value.Max(finding => finding.OnTheWay) }
        );
    }

    // The first operation since which the thing has its final state.
    private static int Answering(List<Entry> entries, Judgement final)
    {
        var answering = entries[^1].Operation;
        for (var index = entries.Count - 1; index >= 0 && AreSame(entries[index].Judgement, final); index--)
            answering = entries[index].Operation;
        return answering;
    }

    private Finding Of(Entry entry, Judgement final, int answering)
    {
        if (entry.Operation == answering)
            return new(final, false, entry.Judgement.Verdict);
        return entry.Judgement.Verdict > Verdict.Clear
            ? new(Judgement.Clear($"A later operation decides: {_places[answering]}."), true, entry.Judgement.Verdict)
            : new(entry.Judgement, false, Verdict.Clear);
    }

    private static bool AreSame(Judgement left, Judgement right) =>
        left.Verdict == right.Verdict && left.Reason == right.Reason;

    private static Judgement Together(List<Finding> findings)
    {
        var worst = findings.Max(finding => finding.Judgement.Verdict);
        var judgements = findings.Where(finding => finding.Judgement.Verdict == worst).ToList();
        if (worst > Verdict.Clear)
        {
            var meets = judgements.Select(each => each.Judgement.Meets).OfType<string>().Distinct().ToList();
            return new(worst, Sentence(judgements.Select(each => each.Judgement.Reason)), true, Judgement.Nothing)
            {
                Meets = meets.Count > 0 ? string.Join("; ", meets) : null,
            };
        }
        return judgements.Find(finding => finding.IsUndone)?.Judgement ?? judgements[0].Judgement;
    }

    private static string Sentence(IEnumerable<string> reasons)
    {
        var different = reasons.Select(reason => reason.TrimEnd('.')).Distinct().ToList();
        return different.Count > MostReasons
            ? $"{string.Join("; ", different.Take(MostReasons))}; and {different.Count - MostReasons} more."
            : $"{string.Join("; ", different)}.";
    }

    private sealed record Entry(int Operation, Judgement Judgement);

    private sealed record Finding(Judgement Judgement, bool IsUndone, Verdict OnTheWay);
}
