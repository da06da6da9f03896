namespace Foundation.Text;

/// <summary>Finds what a person most likely meant by a mistyped name.</summary>
public static class NearestName
{
    // No mistyped name is longer, and comparing costs the product of both lengths.
    private const int Longest = 100;

    /// <summary>The closest of the known names, or <see langword="null"/> when none is close.</summary>
    /// <param name="name">What was typed.</param>
    /// <param name="known">All that would have been right.</param>
    public static string? Of(string name, IEnumerable<string> known) =>
        known
            .Where(candidate => Math.Max(name.Length, candidate.Length) <= Longest)
            .Select(candidate => (candidate, distance: Distance(name, candidate)))
            .Where(pair => pair.distance <= Math.Max(1, Math.Max(name.Length, pair.candidate.Length) / 3))
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate)
            .FirstOrDefault();

    /// <summary>The end of an error line: the nearest name, or all of them when none is near.</summary>
    public static string Hint(string name, IReadOnlyCollection<string> known) =>
        Of(name, known) is { } nearest ? $"did you mean '{nearest}'?"
        : known.Count == 0 ? "there are none"
        : $"known: {string.Join(", ", known)}";

    // Damerau's distance: a swap of neighbours is the commonest slip of a hurried hand.
    private static int Distance(string left, string right)
    {
        var (a, b) = (left.ToUpperInvariant(), right.ToUpperInvariant());
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }
        return rows[a.Length, b.Length];
    }
}
