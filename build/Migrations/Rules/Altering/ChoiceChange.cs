using Migrations.Python.Values;

namespace Migrations.Rules.Altering;

/// <summary>
/// Compares the choices of a field. Choices are not in the database's schema, but older code may find new ones in rows.
/// </summary>
internal static class ChoiceChange
{
    /// <summary>
    /// The judgement of the difference. <see langword="null"/> when only labels changed or choices were removed.
    /// </summary>
    public static Judgement? Compare(PythonValue? before, PythonValue? after, string place)
    {
        if (after is null or ConstantValue)
            return before is null or ConstantValue ? null : Added("any value");
        if (before is null or ConstantValue)
            return null;
        if (Values(before) is not { } old || Values(after) is not { } next)
            return Judgement.Investigate($"Whether choices were added is known to the running program only ({place}).");
        return next.Except(old).FirstOrDefault() is { } added ? Added(added) : null;
    }

    private static Judgement Added(string what) =>
        Judgement.Investigate($"Older code may meet {what}, a choice that it does not know.");

    // A choice is (value, label); a group is (name, choices). Since Django 5.0 both may be a dictionary.
    private static HashSet<string>? Values(PythonValue choices)
    {
        var pairs = choices switch
        {
            SequenceValue { IsKnown: true } list => list.Items.Select(Pair).ToList(),
            MappingValue { IsKnown: true } mapping =>
            [
                .. mapping.Entries.Select(entry => ((PythonValue, PythonValue)?)(entry.Key, entry.Value)),
            ],
            _ => null,
        };
        if (pairs is null || pairs.Contains(null))
            return null;

        var values = new HashSet<string>();
        foreach (var (key, label) in pairs.OfType<(PythonValue, PythonValue)>())
        {
            if (label is not (SequenceValue or MappingValue))
                values.Add(ValueText.Of(key));
            else if (Values(label) is { } inner)
                values.UnionWith(inner);
            else
                return null;
        }
        return values;
    }

    private static (PythonValue, PythonValue)? Pair(PythonValue item) =>
        item is SequenceValue { Items: [var key, var label] } ? (key, label) : null;
}
