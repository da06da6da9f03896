using Cake.Core.Diagnostics;
using Cake.Core.IO;

namespace Cake.Frosting.CommandLines;

/// <summary>
/// Understands the command line of a Frosting program as Spectre.Console.Cli does for the package. It is written by hand because
/// that library's start takes longer than everything else <c>--tree</c> does.
/// </summary>
internal sealed class CommandLineParser
{
    private const string DefaultTarget = "Default";

    private readonly List<string> _targets = [];
    private readonly Dictionary<string, List<string?>> _arguments = new(StringComparer.OrdinalIgnoreCase);
    private readonly IReadOnlyList<Token> _tokens;
    private readonly SortedSet<RunMode> _modes = [RunMode.Targets];
    private bool _exclusive;
    private Verbosity _verbosity = Verbosity.Normal;
    private DirectoryPath? _workingDirectory;
    private int _position;

    private CommandLineParser(IReadOnlyList<Token> tokens) => _tokens = tokens;

    /// <exception cref="CommandLineException">The command line cannot be understood.</exception>
    public static CommandLine Parse(IEnumerable<string> args) =>
        new CommandLineParser(Tokenizer.Tokenize(args)).Parse();

    private CommandLine Parse()
    {
        while (_position < _tokens.Count && _tokens[_position].Text is not "--")
            Read(_tokens[_position++]);

        // After "--" no option is the host's own.
        for (_position++; _position < _tokens.Count; )
            if (_tokens[_position++] is { Option: not null } token)
                AddArgument(token, token.Value ?? PlainValue(token));

        if (_targets.Count == 0)
            _targets.Add(DefaultTarget);
        foreach (var target in _targets)
            AddArgument("target", target);

        return new CommandLine(_modes.Max, _targets, _exclusive, _verbosity, _workingDirectory, ArgumentLookup());
    }

    private void Read(Token token)
    {
        switch (token.Option)
        {
            case null:
                throw new CommandLineException($"Unknown command '{token.Text}'.", token.Text);
            case "--target" or "-t":
                _targets.Add(Value(token, "target"));
                break;
            case "--working" or "-w":
                _workingDirectory = new DirectoryPath(Value(token, "working"));
                break;
            case "--verbosity" or "-v":
                _verbosity = ParseVerbosity(Value(token, "verbosity"), token);
                break;
            case "--exclusive" or "-e":
                _exclusive = Flag(token);
                break;
            case "--help" or "-h":
                _modes.Add(RunMode.Help);
                break;
            default:
                ReadModeOrArgument(token);
                break;
        }
    }

    private void ReadModeOrArgument(Token token)
    {
        RunMode? mode = token.Option switch
        {
            "--description" or "--descriptions" or "--showdescription" or "--showdescriptions" => RunMode.Description,
            "--tree" or "--showtree" => RunMode.Tree,
            "--dryrun" or "--noop" or "--whatif" => RunMode.DryRun,
            "--version" or "--ver" => RunMode.Version,
            "--info" => RunMode.About,
            _ => null,
        };

        if (mode is null)
            AddArgument(token, token.Value ?? PlainValue(token));
        else if (Flag(token))
            _modes.Add(mode.Value);
        else
            _modes.Remove(mode.Value);
    }

    private void AddArgument(Token token, string? value) => AddArgument(token.Option!.TrimStart('-'), value);

    private void AddArgument(string name, string? value)
    {
        if (!_arguments.TryGetValue(name, out var values))
            _arguments[name] = values = [];
        values.Add(value);
    }

    private string Value(Token token, string name) =>
        token.Value
        ?? PlainValue(token)
        ?? throw new CommandLineException($"Option '{name}' is defined but no value has been provided.", token.Text);

    private bool Flag(Token token)
    {
        var value = token.Value;
        if (value is null && Peek() is { Option: null, Text: var text } && bool.TryParse(text, out _))
            value = PlainValue(token);
        if (value is null)
            return true;

        return bool.TryParse(value, out var set)
            ? set
            : throw new CommandLineException("Flags cannot be assigned a value.", token.Text);
    }

    private string? PlainValue(Token token)
    {
        if (token.Grouped || Peek() is not { Option: null, Text: not "--" and var text })
            return null;

        _position++;
        return text;
    }

    private Token? Peek() => _position < _tokens.Count ? _tokens[_position] : null;

    private static Verbosity ParseVerbosity(string value, Token token) =>
        value.ToUpperInvariant() switch
        {
            "QUIET" or "Q" => Verbosity.Quiet,
            "MINIMAL" or "M" => Verbosity.Minimal,
            "NORMAL" or "N" => Verbosity.Normal,
            "VERBOSE" or "V" => Verbosity.Verbose,
            "DIAGNOSTIC" or "D" => Verbosity.Diagnostic,
            _ => throw new CommandLineException($"Failed to convert '{value}' to Verbosity.", token.Text),
        };

    private ILookup<string, string?> ArgumentLookup() =>
        _arguments
            .SelectMany(argument => argument.Value, (argument, value) => (argument.Key, Value: value))
            .ToLookup(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
}
