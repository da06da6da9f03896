namespace Foundation.Secrets;

/// <summary>
/// Knows every secret of a run and takes it out of all that the run says. Whatever becomes a <see cref="Secret"/> while
/// a keeper is open is known to it from then on, so no writer has to be told of a secret, and none can forget one.
/// </summary>
/// <remarks>
/// The keeper belongs to the flow of calls that opened it: runs that go on beside each other in one process know
/// nothing of each other's secrets.
/// </remarks>
public sealed class SecretKeeper
{
    /// <summary>
    /// The shortest secret that is looked for in text. A shorter one stands in many words by chance, and masking it
    /// there would give it away.
    /// </summary>
    public const int ShortestSought = 6;

    private static readonly AsyncLocal<SecretKeeper?> Ambient = new();

    private readonly Lock _lock = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly GuessedValues _guessed = new();
    private SoughtForms? _sought;

    private SecretKeeper() { }

    /// <summary>Opens a keeper for all that is called from here on.</summary>
    public static void Open() => Ambient.Value = new SecretKeeper();

    /// <summary>Whether a secret is known by now.</summary>
    public static bool KnowsAny => Ambient.Value is { } keeper && keeper.Sought().Any;

    /// <summary>The text with <c>***</c> in place of every secret that is known by now.</summary>
    public static string Redact(string text) => Ambient.Value?.Sought().Redact(text) ?? text;

    /// <summary>Makes known what may be a secret, by the name of its variable.</summary>
    /// <param name="variable">The variable's name.</param>
    /// <param name="value">Its value.</param>
    public static void Suspect(string variable, string value) => Ambient.Value?.AddGuess(variable, value);

    /// <summary>
    /// Leaves alone what was taken for a secret by the name of its variable and is a name that the run itself uses: a
    /// command or a record without it would speak of something else. What is known to be a secret stays one.
    /// </summary>
    /// <param name="names">Names. A part of one is none of the secrets either.</param>
    /// <param name="words">Texts that are spared as a whole.</param>
    public static void Spare(IEnumerable<string> names, IEnumerable<string> words) =>
        Ambient.Value?.AddNames(names, words);

    /// <summary>The variables that were taken for secrets, and are left alone.</summary>
    public static IReadOnlyList<string> Spared => Ambient.Value?.SparedVariables() ?? [];

    /// <summary>The variables whose values would be masked in a text.</summary>
    public static IReadOnlyList<string> VariablesIn(string text) => Ambient.Value?.FindVariables(text) ?? [];

    /// <summary>Makes a secret known to the keeper that is open, if one is.</summary>
    internal static void Learn(string secret) => Ambient.Value?.Add(secret);

    private void Add(string secret)
    {
        if (SoughtText(secret) is not { } sought)
            return;
        lock (_lock)
        {
            if (_known.Add(sought))
                _sought = null;
        }
    }

    private void AddGuess(string variable, string value)
    {
        if (SoughtText(value) is not { } sought)
            return;
        lock (_lock)
        {
            if (_guessed.Add(variable, sought))
                _sought = null;
        }
    }

    private void AddNames(IEnumerable<string> names, IEnumerable<string> words)
    {
        lock (_lock)
        {
            _guessed.Spare(names, words);
            _sought = null;
        }
    }

    private IReadOnlyList<string> SparedVariables()
    {
        lock (_lock)
            return [.. _guessed.Spared.Where(guess => !_known.Contains(guess.Value)).Select(guess => guess.Variable)];
    }

    private IReadOnlyList<string> FindVariables(string text)
    {
        lock (_lock)
            return
            [
                .. _guessed
                    .Sought.Concat(_guessed.Spared.Where(guess => _known.Contains(guess.Value)))
                    .Where(guess => !ReferenceEquals(new SoughtForms([guess.Value]).Redact(text), text))
                    .Select(guess => guess.Variable)
                    .Order(StringComparer.Ordinal),
            ];
    }

    private SoughtForms Sought()
    {
        lock (_lock)
            return _sought ??= new SoughtForms([.. _known, .. _guessed.Sought.Select(guess => guess.Value)]);
    }

    // The line end behind a secret is there where it was written, and not where it is told. A text of several lines,
    // such as a kubeconfig, is no secret itself: its reader makes known the secrets in it.
    private static string? SoughtText(string secret)
    {
        var text = secret.Trim();
        if (text.Length < ShortestSought || text.Contains('\n', StringComparison.Ordinal))
            return null;
        // Before it is known: where this fails, the line that says so is written all the same.
        SoughtForms.Load();
        return text;
    }
}
