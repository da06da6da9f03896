using Foundation.Files;
using Foundation.Text;
using Foundation.Timing;
using Pipeline.Targets;

namespace Pipeline.Options;

/// <summary>
/// Reads single options from the command line and the environment, and notes what is wrong with them. A variable counts
/// where one of the line's targets takes the argument that it stands in for: others may have set it for something else.
/// </summary>
internal sealed class OptionReader(CommandLine line, Func<string, string?> environment)
{
    private readonly List<string> _problems = [.. line.Problems];
    private readonly Target[] _targets = [.. line.Targets.Select(TargetCatalog.Find).OfType<Target>()];

    public IReadOnlyList<string> Problems => _problems;

    public void Note(string problem) => _problems.Add(problem);

    /// <summary>
    /// The option's text; the argument wins over the environment, where an empty variable counts as not set.
    /// </summary>
    public string? Text(string name) => Find(name)?.Value;

    /// <summary>All values of an option that may be given several times.</summary>
    public IReadOnlyList<string> Values(string name) => line.Values(name);

    public bool Flag(string name) => Flag(name, VariablesOf(name));

    public IReadOnlyList<string> List(string name) => List(name, ',', ' ');

    /// <summary>The option's parts. An empty list is an error: it must not come to mean all.</summary>
    public IReadOnlyList<string> List(string name, params char[] separators)
    {
        if (Find(name) is not { } found)
            return [];
        var parts = found.Value.Split(
            separators,
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        if (parts.All(part => part.Trim(',', ' ').Length == 0))
            _problems.Add($"{found.Source}: '{found.Value}' names nothing");
        return parts;
    }

    public string Choice(string name, string otherwise, params string[] choices)
    {
        if (Find(name) is not { } found)
            return otherwise;
        var choice = choices.FirstOrDefault(choice => choice.Equals(found.Value, StringComparison.OrdinalIgnoreCase));
        if (choice is null)
            _problems.Add($"{found.Source}: unknown value '{found.Value}'; {NearestName.Hint(found.Value, choices)}");
        return choice ?? otherwise;
    }

    public TimeSpan Duration(string name, TimeSpan otherwise)
    {
        if (Find(name) is not { } found)
            return otherwise;
        if (DurationText.TryParse(found.Value) is { } duration)
            return duration;
        _problems.Add($"{found.Source}: '{found.Value}' is no duration; write 90s, 10m or 1h");
        return otherwise;
    }

    /// <summary>An option that names a file or folder, as a whole path.</summary>
    public string? PathOf(string name, string workingFolder) =>
        Text(name) is { } path ? PathOf(name, path, workingFolder) : null;

    /// <summary>A path of an option as a whole one.</summary>
    public string PathOf(string name, string path, string workingFolder)
    {
        // Taken as it is, it would be a folder of that name, and whoever removes that removes the home folder.
        if (Tilde.Begins(path))
            _problems.Add($"--{name}: the shell did not expand the ~; write {Rewritten(name, path)}");
        return Path.GetFullPath(path, workingFolder);
    }

    /// <summary>Where an option's value came from, as problems shall name it, and the value.</summary>
    public (string Source, string Value)? Find(string name)
    {
        if (line.Value(name) is { } value)
            return ($"--{name}", value);
        return VariablesOf(name)
            .Select(variable => (Source: variable, Value: environment(variable)))
            .Where(found => !string.IsNullOrEmpty(found.Value))
            .Select(found => ((string, string)?)(found.Source, found.Value!))
            .FirstOrDefault();
    }

    private static string Rewritten(string name, string path) => $"--{name}={Tilde.ForShells(path)}";

    private bool Flag(string name, IReadOnlyList<string> variables)
    {
        if (!line.Has(name))
            return variables.Any(variable => IsTrue(environment(variable)));
        var value = line.Value(name);
        if (value is null || IsTrue(value))
            return true;
        if (!value.Equals("false", StringComparison.OrdinalIgnoreCase))
            _problems.Add($"--{name} is a flag: it takes no value but true and false, not '{value}'");
        return false;
    }

    private IReadOnlyList<string> VariablesOf(string name) =>
        Known(name).Variables is { Count: > 0 } variables && _targets.Any(target => ArgumentTakers.Takes(target, name))
            ? variables
            : [];

    private static bool IsTrue(string? value) => value is "1" || bool.TryParse(value, out var parsed) && parsed;

    private static KnownArgument Known(string name) =>
        KnownArguments.FindRelease(name) ?? throw new ArgumentException($"--{name} is not declared", nameof(name));
}
