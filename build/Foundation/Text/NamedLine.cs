namespace Foundation.Text;

/// <summary>
/// A line about something that has a name, such as a region: <c>uk: nobody holds the deploy lock</c>.
/// </summary>
public static class NamedLine
{
    /// <summary>The line with the name before it, also where it stands there already.</summary>
    /// <param name="name">The name.</param>
    /// <param name="line">The line.</param>
    public static string Of(string name, string line) => Begins(name, line) ? line : $"{name}: {line}";

    /// <summary>The line without the name before it, for a place where the name stands already.</summary>
    /// <param name="name">The name.</param>
    /// <param name="line">The line.</param>
    public static string Without(string name, string line) => Begins(name, line) ? line[(name.Length + 2)..] : line;

    private static bool Begins(string name, string line) => line.StartsWith($"{name}: ", StringComparison.Ordinal);
}
