namespace Foundation.Processes;

/// <summary>What to start.</summary>
/// <param name="File">The program's file; see <see cref="ProgramSearch"/>.</param>
public sealed record ChildCommand(string File)
{
    /// <summary>The arguments, each of them data.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>
    /// The arguments as one line, quoted as the C runtime of Windows reads it; instead of <see cref="Arguments"/>.
    /// </summary>
    public string? Line { get; init; }

    /// <summary>Where it works; where this program does when <see langword="null"/>.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables on top of those that it inherits. They reach the child even when they hold secrets.</summary>
    public IEnumerable<KeyValuePair<string, string>> Variables { get; init; } = [];

    /// <summary>Variables that it does not inherit.</summary>
    public IReadOnlyCollection<string> Without { get; init; } = [];

    /// <summary>
    /// Whether it has this program's terminal to itself while it runs: a person has typed it, sees what it shows and
    /// answers what it asks.
    /// </summary>
    public bool HasTerminal { get; init; }
}
