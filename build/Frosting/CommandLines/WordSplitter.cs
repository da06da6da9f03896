namespace Cake.Frosting.CommandLines;

/// <summary>Splits a command line into options and values, by the rules of Spectre.Console.Cli.</summary>
internal static class WordSplitter
{
    /// <exception cref="CommandLineException">An option is not well formed.</exception>
    public static List<CommandWord> Split(IEnumerable<string> words) => [.. words.SelectMany(Split)];

    private static IEnumerable<CommandWord> Split(string word)
    {
        if (word is "--" || !word.StartsWith('-') || IsNegativeNumber(word))
            return [new CommandWord(word, Option: null, Value: null)];

        return word.StartsWith("--", StringComparison.Ordinal) ? [LongOption(word)] : ShortOptions(word);
    }

    private static bool IsNegativeNumber(string word) => word.Length > 1 && char.IsAsciiDigit(word[1]);

    private static CommandWord LongOption(string word)
    {
        var (name, value) = SplitValue(word, prefix: 2);
        if (name.Length < 2)
            throw new CommandLineException("Invalid long option name.", word);
        if (char.IsDigit(name[0]))
            throw new CommandLineException("Option names cannot start with a digit.", word);
        if (!name.All(character => char.IsLetterOrDigit(character) || character is '-' or '_'))
            throw new CommandLineException("Invalid long option name.", word);

        return new CommandWord(word, $"--{name}", value);
    }

    private static List<CommandWord> ShortOptions(string word)
    {
        var (names, value) = SplitValue(word, prefix: 1);
        if (names.Length == 0)
            throw new CommandLineException("Option does not have a name.", word);
        if (!names.All(char.IsLetter))
            throw new CommandLineException("Short option does not have a valid name.", word);
        if (names.Length == 1)
            return [new CommandWord(word, $"-{names}", value)];

        var options = names.Select(name => new CommandWord(word, $"-{name}", Value: null, Grouped: true)).ToList();
        return value is null ? options : throw new CommandLineException("Grouped options take no value.", word);
    }

    private static (string Name, string? Value) SplitValue(string word, int prefix)
    {
        var separator = word.IndexOfAny(['=', ':'], prefix);
        if (separator < 0)
            return (word[prefix..], null);
        if (separator == word.Length - 1)
            throw new CommandLineException("Expected an option value.", word);

        return (word[prefix..separator], word[(separator + 1)..]);
    }
}

/// <summary>One word of a command line.</summary>
/// <param name="Text">The word as typed.</param>
/// <param name="Option">The option's name with its dashes, or <see langword="null"/> for a plain value.</param>
/// <param name="Value">What stands after the equals sign, or <see langword="null"/>.</param>
/// <param name="Grouped">
/// Whether the option shares its dash with others, as in <c>-abc</c>, and so takes no value.
/// </param>
internal sealed record CommandWord(string Text, string? Option, string? Value, bool Grouped = false);
