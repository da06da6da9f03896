using Foundation.Text;
using Pipeline.Targets;

namespace Pipeline.Options;

/// <summary>The words of a command line, sorted into those for Cake's host and those for the release.</summary>
public sealed class CommandLine
{
    // Show something and do nothing: the release's own arguments do not have to be complete.
    private static readonly string[] Showing = ["tree", "description", "info", "help"];

    private readonly Dictionary<string, List<string?>> _release = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _host = [];
    private readonly List<string> _targets = [];
    private readonly List<string> _problems = [];
    private readonly HashSet<string> _meant = [];
    private readonly HashSet<KnownArgument> _given = [];
    private readonly List<string> _words = [];
    private readonly List<string> _bare = [];

    private CommandLine(IReadOnlyList<string> words)
    {
        for (var at = 0; at < words.Count; at++)
        {
            if (IsBare(words[at]))
            {
                _bare.Add(words[at]);
                continue;
            }
            var more = Read(words[at], at + 1 < words.Count ? words[at + 1] : null);
            _words.AddRange(words.Skip(at).Take(1 + more));
            at += more;
        }
        if (_targets.Count > 0 && _host.Contains("--version"))
            _problems.Add(BareVersion.BesideTarget);
    }

    /// <summary>The words as they were given, each as an argument.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>The arguments to hand to the host.</summary>
    public IReadOnlyList<string> HostArguments => _host;

    /// <summary>The targets that were asked for, in order; <c>Default</c> when none was.</summary>
    public IReadOnlyList<string> Targets => _targets.Count == 0 ? ["Default"] : _targets;

    /// <summary>Whether the run only shows something: the graph, descriptions, versions or help.</summary>
    public bool OnlyShows { get; private set; }

    /// <summary>Whether the usage is what shall be shown.</summary>
    public bool AsksForHelp { get; private set; }

    /// <summary>Whether the host only walks the graph.</summary>
    public bool IsDryRun { get; private set; }

    /// <summary>Whether the targets are run without what they depend on.</summary>
    public bool IsExclusive { get; private set; }

    /// <summary>What is wrong with the words, one line each.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Sorts the words of a command line.</summary>
    public static CommandLine Parse(IReadOnlyList<string> words)
    {
        var line = new CommandLine(words);
        if (line._bare.Count > 0)
            line = line.Completed();
        if (DryRun.IsAskedForBy(line))
            line.TurnToTeller();
        return line;
    }

    private void TurnToTeller()
    {
        var targets = Targets.Select(TargetCatalog.Find).ToArray();
        // A target that does not exist is a problem already.
        if (targets.Contains(null))
            return;
        var (teller, problem) = DryRun.Of([.. targets.OfType<Target>()], IsExclusive);
        if (problem is not null)
            _problems.Add(problem);
        if (teller is null)
            return;
        _targets.Clear();
        _host.RemoveAll(word => word.StartsWith("--target=", StringComparison.Ordinal));
        TakeForHost(KnownArguments.FindHost("target")!, teller.Name);
    }

    // What stands alone may be the short form of arguments.
    private CommandLine Completed()
    {
        if (_targets.Count > 0)
        {
            _problems.AddRange(_bare.Where(word => !ShortForm.IsHelp(word)).Select(NoArgument));
            return _problems.Count > 0 ? this : new CommandLine([.. _words, $"--{ShortForm.Help}"]);
        }
        var form = ShortForm.Of(_bare);
        var line = new CommandLine([.. form.Arguments, .. _words]);
        if (form.Problem is { } problem)
            line._problems.Add(problem);
        return line;
    }

    private static bool IsBare(string word) => word.Length > 0 && word[0] != '-';

    private static string NoArgument(string word) => $"'{word}' is no argument; arguments look like --name=value";

    /// <summary>Whether a release argument was given.</summary>
    public bool Has(string name) => _release.ContainsKey(name);

    /// <summary>The value of a release argument, or <see langword="null"/>.</summary>
    public string? Value(string name) => _release.GetValueOrDefault(name)?[^1];

    /// <summary>All values of a release argument that may be given several times.</summary>
    public IReadOnlyList<string> Values(string name) => [.. _release.GetValueOrDefault(name, []).OfType<string>()];

    /// <summary>Whether a word that is no argument was probably meant to be this one.</summary>
    public bool HasMisspelt(string name) => _meant.Contains(name);

    // Returns how many of the following words belong to this one.
    private int Read(string word, string? next)
    {
        if (word.TrimStart('-').Length == 0)
        {
            _problems.Add(NoArgument(word));
            return 0;
        }
        var text = word.TrimStart('-');
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? text : text[..equals];
        var value = equals < 0 ? null : text[(equals + 1)..];
        if (BareVersion.Is(name, value, next))
        {
            _host.Add("--version");
            OnlyShows = true;
            return 0;
        }
        var known = KnownArguments.FindHost(name) ?? KnownArguments.FindRelease(name);
        if (known is null)
        {
            _problems.Add(Unknown(word[..(word.Length - text.Length)] + name));
            return 0;
        }
        var takesNext = value is null && !known.IsFlag && next is not null && !next.StartsWith('-');
        Take(known, takesNext ? next : value);
        return takesNext ? 1 : 0;
    }

    private void Take(KnownArgument known, string? value)
    {
        var isMissing = !known.IsFlag && string.IsNullOrEmpty(value);
        // It is not known which of the two is meant.
        if (!known.IsRepeatable && !_given.Add(known))
            _problems.Add($"--{known.Name} is given twice; give it once");
        if (isMissing)
            _problems.Add($"--{known.Name} needs a value: --{known.Name}={known.Value}");
        if (!KnownArguments.Host.Contains(known))
            Add(known.Name, isMissing ? null : value);
        else if (known.IsFlag)
            TakeFlagForHost(known, value);
        else if (!isMissing)
            TakeForHost(known, value!);
    }

    private void Add(string name, string? value)
    {
        if (!_release.TryGetValue(name, out var values))
            _release[name] = values = [];
        values.Add(value);
    }

    private void TakeForHost(KnownArgument known, string value)
    {
        if (known.Name == "target")
            value = TakeTarget(value);
        if (known.Name == "verbosity" && VerbosityNames.ProblemOf(value) is { } problem)
            _problems.Add(problem);
        _host.Add($"--{known.Name}={value}");
    }

    // Cake knows a target by its own spelling.
    private string TakeTarget(string value)
    {
        var target = TargetCatalog.Find(value);
        if (target is null)
            _problems.Add($"there is no target '{value}'; {NearestName.Hint(value, TargetCatalog.Names)}");
        _targets.Add(target?.Name ?? value);
        return _targets[^1];
    }

    private void TakeFlagForHost(KnownArgument known, string? value)
    {
        var isSet = true;
        if (value is not null && !bool.TryParse(value, out isSet))
            _problems.Add($"--{known.Name} is a flag: it takes no value but true and false, not '{value}'");
        if (!isSet)
            return;
        _host.Add($"--{known.Name}");
        IsDryRun |= known.Name == "dryrun";
        IsExclusive |= known.Name == "exclusive";
        AsksForHelp |= known.Name == "help";
        OnlyShows |= Showing.Contains(known.Name);
    }

    private string Unknown(string word)
    {
        var names = KnownArguments.Release.Concat(KnownArguments.Host).Select(argument => argument.Name).ToArray();
        if (NearestName.Of(word.TrimStart('-'), names) is not { } nearest)
            return $"unknown argument {word}; ./build.sh --target=Default lists all";
        _meant.Add(nearest);
        return $"unknown argument {word}; did you mean --{nearest}?";
    }
}
