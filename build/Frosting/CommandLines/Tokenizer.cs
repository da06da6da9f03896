namespace Cake.Frosting.CommandLines;

/// <summary>Splits a command line into options and values, by the rules of Spectre.Console.Cli.</summary>
internal static class Tokenizer
{
    /// <exception cref="CommandLineException">An option is not well formed.</exception>
    public static List<Token> Tokenize(IEnumerable<string> words) => [.. words.SelectMany(Tokenize)];

    private static IEnumerable<Token> Tokenize(string word)
    {
        if (word is "--" || !word.StartsWith('-') || IsNegativeNumber(word))
            return [new Token(word, Option: null, Value: null)];

        return word.StartsWith("--", StringComparison.Ordinal) ? [LongOption(word)] : ShortOptions(word);
    }

    private static bool IsNegativeNumber(string word) => word.Length > 1 && char.IsAsciiDigit(word[1]);

    private static Token LongOption(string word)
    {
        var (name, value) = SplitValue(word, prefix: 2);
        if (name.Length < 2)
            throw new CommandLineException("Invalid long option name.", word);
        if (char.IsDigit(name[0]))
            throw new CommandLineException("Option names cannot start with a digit.", word);
        if (!name.All(character => char.IsLetterOrDigit(character) || character is '-' or '_'))
            throw new CommandLineException("Invalid long option name.", word);

        return new Token(word, $"--{name}", value);
    }

    private static List<Token> ShortOptions(string word)
    {
        var (names, value) = SplitValue(word, prefix: 1);
        if (names.Length == 0)
            throw new CommandLineException("Option does not have a name.", word);
        if (!names.All(char.IsLetter))
            throw new CommandLineException("Short option does not have a valid name.", word);
        if (names.Length == 1)
            return [new Token(word, $"-{names}", value)];

        var tokens = names.Select(name => new Token(word, $"-{name}", Value: null, Grouped: true)).ToList();
        return value is null ? tokens : throw new CommandLineException("Grouped options take no value.", word);
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
