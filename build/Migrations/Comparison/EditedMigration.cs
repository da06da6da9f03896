using Migrations.Model;

namespace Migrations.Comparison;

/// <summary>
/// Compares the operations of a migration that both versions have. Formatting, imports and options that do not reach
/// the database do not count.
/// </summary>
internal static class EditedMigration
{
    /// <summary>
    /// The operations that differ, and for each whether the newer version has it. Empty when nothing differs.
    /// </summary>
    public static IReadOnlyList<(Operation Operation, bool IsInNewer)> Differences(Migration older, Migration newer)
    {
        if (older.ObjectId == newer.ObjectId)
            return [];
        var (before, after) = (Texts(older), Texts(newer));
        if (before.Select(entry => entry.Text).SequenceEqual(after.Select(entry => entry.Text), StringComparer.Ordinal))
            return [];

        List<(Operation, bool)> differences =
        [
            .. Except(after, before).Select(operation => (operation, true)),
            .. Except(before, after).Select(operation => (operation, false)),
        ];
        // The operations are the same, in another order.
        return differences.Count > 0
            ? differences
            : [(after.Zip(before).First(pair => pair.First.Text != pair.Second.Text).First.Operation, true)];
    }

    private static List<(string Text, Operation Operation)> Texts(Migration migration) =>
        [
            .. migration
                .Source.Operations.Select(operation => (Text: EditedText.Of(operation), Operation: operation))
                .Where(entry => entry.Text is not null)
                .Select(entry => (entry.Text!, entry.Operation)),
        ];

    private static IEnumerable<Operation> Except(
        List<(string Text, Operation Operation)> all,
        List<(string Text, Operation Operation)> others
    )
    {
        var left = others.CountBy(entry => entry.Text).ToDictionary();
        foreach (var (text, operation) in all)
        {
            if (left.TryGetValue(text, out var count) && count > 0)
                left[text] = count - 1;
            else
                yield return operation;
        }
    }
}
