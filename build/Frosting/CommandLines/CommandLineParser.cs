using Cake.Core.Diagnostics;
using Cake.Core.IO;

namespace Cake.Frosting.CommandLines;

/// <summary>
/// Understands the command line of a Frosting program as Spectre.Console.Cli does for the package. It is written by
/// hand because that library's start takes longer than everything else <c>--tree</c> does.
/// </summary>
internal sealed class CommandLineParser
{
    private const string DefaultTarget = "Default";

    private readonly List<string> _targets = [];
    private readonly Dictionary<string, List<string?>> _arguments = new(StringComparer.OrdinalIgnoreCase);
    private readonly IReadOnlyList<CommandWord> _words;
    private readonly SortedSet<RunMode> _modes = [RunMode.Targets];
    private bool _exclusive;
    private Verbosity _verbosity = Verbosity.Normal;
    private DirectoryPath? _workingDirectory;
    private int _position;

    private CommandLineParser(IReadOnlyList<CommandWord> words) => _words = words;

    /// <exception cref="CommandLineException">The command line cannot be understood.</exception>
    public static HostCommand Parse(IEnumerable<string> args) =>
        new CommandLineParser(WordSplitter.Split(args)).Parse();

    private HostCommand Parse()
    {
        while (_position < _words.Count && _words[_position].Text is not "--")
            Read(_words[_position++]);

        // After "--" no option is the host's own.
        for (_position++; _position < _words.Count; )
            if (_words[_position++] is { Option: not null } word)
                AddArgument(word, word.Value ?? PlainValue(word));

        if (_targets.Count == 0)
            _targets.Add(DefaultTarget);
        foreach (var target in _targets)
            AddArgument("target", target);

        return new HostCommand(_modes.Max, _targets, _exclusive, _verbosity, _workingDirectory, ArgumentLookup());
    }

    private void Read(CommandWord word)
    {
        switch (word.Option)
        {
            case null:
                throw new CommandLineException($"Unknown command '{word.Text}'.", word.Text);
            case "--target" or "-t":
                _targets.Add(Value(word, "target"));
                break;
            case "--working" or "-w":
                _workingDirectory = new DirectoryPath(Value(word, "working"));
                break;
            case "--verbosity" or "-v":
                _verbosity = ParseVerbosity(Value(word, "verbosity"), word);
                break;
            case "--exclusive" or "-e":
                _exclusive = Flag(word);
                break;
            case "--help" or "-h":
                _modes.Add(RunMode.Help);
                break;
            default:
                ReadModeOrArgument(word);
                break;
        }
    }

    private void ReadModeOrArgument(CommandWord word)
    {
        RunMode? mode = word.Option switch
        {
            "--description" or "--descriptions" or "--showdescription" or "--showdescriptions" => RunMode.Description,
            "--tree" or "--showtree" => RunMode.Tree,
            "--dryrun" or "--noop" or "--whatif" => RunMode.DryRun,
            "--version" or "--ver" => RunMode.Version,
            "--info" => RunMode.About,
            _ => null,
        };

        if (mode is null)
            AddArgument(word, word.Value ?? PlainValue(word));
        else if (Flag(word))
            _modes.Add(mode.Value);
        else
            _modes.Remove(mode.Value);
    }

    private void AddArgument(CommandWord word, string? value) => AddArgument(word.Option!.TrimStart('-'), value);

    private void AddArgument(string name, string? value)
    {
        if (!_arguments.TryGetValue(name, out var values))
            _arguments[name] = values = [];
        values.Add(value);
    }

    private string Value(CommandWord word, string name) =>
        word.Value
        ?? PlainValue(word)
        ?? throw new CommandLineException($"Option '{name}' is defined but no value has been provided.", word.Text);

    private bool Flag(CommandWord word)
    {
        var value = word.Value;
        if (value is null && Peek() is { Option: null, Text: var text } && bool.TryParse(text, out _))
            value = PlainValue(word);
        if (value is null)
            return true;

        return bool.TryParse(value, out var set)
            ? set
            : throw new CommandLineException("Flags cannot be assigned a value.", word.Text);
    }

    private string? PlainValue(CommandWord word)
    {
        if (word.Grouped || Peek() is not { Option: null, Text: not "--" and var text })
            return null;

        _position++;
        return text;
    }

    private CommandWord? Peek() => _position < _words.Count ? _words[_position] : null;

    private static Verbosity ParseVerbosity(string value, CommandWord word) =>
        value.ToUpperInvariant() switch
        {
            "QUIET" or "Q" => Verbosity.Quiet,
            "MINIMAL" or "M" => Verbosity.Minimal,
            "NORMAL" or "N" => Verbosity.Normal,
            "VERBOSE" or "V" => Verbosity.Verbose,
            "DIAGNOSTIC" or "D" => Verbosity.Diagnostic,
            _ => throw new CommandLineException($"Failed to convert '{value}' to Verbosity.", word.Text),
        };

    private ILookup<string, string?> ArgumentLookup() =>
        _arguments
            .SelectMany(argument => argument.Value, (argument, value) => (argument.Key, Value: value))
            .ToLookup(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
}

/// <summary>A command line that cannot be understood.</summary>
internal sealed class CommandLineException(string problem, string argument) : Exception($"{problem} ({argument})");
