namespace Foundation.Secrets;

/// <summary>
/// Values that are taken for secrets by the names of their variables, and the names that are no secrets whatever
/// variable holds them.
/// </summary>
internal sealed class GuessedValues
{
    private readonly HashSet<(string Variable, string Value)> _all = [];
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Those that are looked for.</summary>
    public IEnumerable<(string Variable, string Value)> Sought => _all.Where(guess => !IsName(guess.Value));

    /// <summary>Those that are names.</summary>
    public IEnumerable<(string Variable, string Value)> Spared => _all.Where(guess => IsName(guess.Value));

    /// <summary>Adds a value; says whether it is a new one.</summary>
    public bool Add(string variable, string value) => _all.Add((variable, value));

    /// <summary>Adds names, and words that count as a whole.</summary>
    public void Spare(IEnumerable<string> names, IEnumerable<string> words)
    {
        _names.UnionWith(names);
        _words.UnionWith(words);
    }

    private bool IsName(string value) =>
        _words.Contains(value) || _names.Any(name => name.Contains(value, StringComparison.OrdinalIgnoreCase));
}
