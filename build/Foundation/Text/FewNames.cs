namespace Foundation.Text;

/// <summary>Names of which there may be many.</summary>
public static class FewNames
{
    /// <summary>The first of them, and how many there are besides.</summary>
    /// <param name="names">All names.</param>
    /// <param name="most">How many are named.</param>
    public static string Of(IReadOnlyCollection<string> names, int most)
    {
        ArgumentNullException.ThrowIfNull(names);
        var more = names.Count > most ? $" and {names.Count - most} more" : "";
        return $"{string.Join(", ", names.Take(most))}{more}";
    }
}
