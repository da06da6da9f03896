using Drill.Faults;
using Foundation.Failures;
using Foundation.Text;
using Pipeline.Exercises;
using Pipeline.Options;
using Pipeline.Running;
using Pipeline.Targets;
using Releases.Fleets.Reading;
using Releases.Versions;

namespace Pipeline.Completing;

/// <summary>What a word of a command line can become, for a shell that completes it.</summary>
/// <param name="versions">Gives the versions that an application's checkout has tags of, newest first.</param>
public sealed class Completions(Func<string, IReadOnlyList<string>> versions)
{
    private static readonly string[] OfHost = ["--target=", "--help", "--exclusive", "--tree", "--description"];

    /// <summary>The words that fit.</summary>
    /// <param name="words">The words behind the command; the last is the one to complete, and may be empty.</param>
    /// <param name="environment">Where the fleet file and the checkout are.</param>
    public IReadOnlyList<string> Of(IReadOnlyList<string> words, RunEnvironment environment)
    {
        var current = words.Count == 0 ? "" : words[^1];
        string[] before = [.. words.SkipLast(1)];
        var line = CommandLine.Parse(before);
        var target = line.Targets is ["Default"] ? null : TargetCatalog.Find(line.Targets[^1]);
        var all =
            ValueOf(before, current) is var (name, begin)
                ? Values(name, target, line, environment, current[begin.Length..]).Select(value => begin + value)
            : current.StartsWith('-') ? Arguments(target)
            : target is null ? Targets(line)
            : Behind(target, line, environment, current);
        // Bash puts a word on the line as it is, and a name in a fleet file could hold a command.
        return
        [
            .. all.Where(word =>
                    word.StartsWith(current, StringComparison.OrdinalIgnoreCase) && ShellWord.IsPlain(word)
                )
                .Distinct(),
        ];
    }

    // --name=value is one word, --name value are two.
    private static (string Name, string Begin)? ValueOf(string[] before, string current)
    {
        if (current.StartsWith("--", StringComparison.Ordinal) && current.Split('=', 2) is [var name, _])
            return (name[2..], $"{name}=");
        return before is [.., ['-', '-', .. var last]] && !last.Contains('=') && Known(last) is { IsFlag: false }
            ? (last, "")
            : null;
    }

    private static KnownArgument? Known(string name) =>
        KnownArguments.FindRelease(name) ?? KnownArguments.FindHost(name);

    private static IEnumerable<string> Targets(CommandLine line) =>
        TargetCatalog
            .Names.Where(name => name != TargetNames.Default)
            .Select(TargetCatalog.WordsApart)
            .Concat(line.AsksForHelp ? [] : [ShortForm.Help]);

    private static IEnumerable<string> Arguments(Target? target) =>
        KnownArguments
            .Release.Where(known => target is null || ArgumentTakers.Takes(target, known.Name))
            .Select(known => known.IsFlag ? $"--{known.Name}" : $"--{known.Name}=")
            .Concat(OfHost);

    private IEnumerable<string> Behind(Target target, CommandLine line, RunEnvironment environment, string current)
    {
        string[] names = ["version", "shell", "line", "regions"];
        return names
            .Where(name => ArgumentTakers.Takes(target, name) && (name == "regions" || !line.Has(name)))
            .SelectMany(name => Values(name, target, line, environment, current));
    }

    private IEnumerable<string> Values(
        string name,
        Target? target,
        CommandLine line,
        RunEnvironment environment,
        string text
    ) =>
        name.ToLowerInvariant() switch
        {
            "target" or "t" => TargetCatalog.Names,
            "version" or "from" => versions(FolderOf(line, environment)),
            "line" => versions(FolderOf(line, environment))
                .Select(version => $"{ReleaseVersion.TryParse(version)?.Line}")
                .Distinct(),
            "regions" => Joined(text, Regions(line, environment, withGroups: true)),
            "scenario" => ScenarioCatalog.Names,
            "fault" => Regions(line, environment, withGroups: false)
                .SelectMany(region => FaultKind.All.Select(kind => $"{region}:{kind.Name}")),
            _ => Choices(name, target),
        };

    private static IEnumerable<string> Choices(string name, Target? target)
    {
        var known = Known(name);
        if (known is not null && target is not null && ArgumentTakers.Takes(target, name))
            known = OwnMeanings.Of(known, target);
        return known?.Value is { } value && value.Contains('|') ? value.Split('|') : [];
    }

    // Of a list, the last part is completed.
    private static IEnumerable<string> Joined(string text, IEnumerable<string> parts)
    {
        var begin = text[..(text.LastIndexOf(',') + 1)];
        var given = begin.Split(',');
        return parts.Where(part => !given.Contains(part)).Select(part => begin + part);
    }

    private static string FolderOf(CommandLine line, RunEnvironment environment) =>
        line.Value("app") is { } app
            ? Path.GetFullPath(app, WorkingArgument.Of(line, environment.WorkingFolder))
            : FoundFleet.From(WorkingArgument.Of(line, environment.WorkingFolder))?.App ?? environment.Root;

    private static IEnumerable<string> Regions(CommandLine line, RunEnvironment environment, bool withGroups)
    {
        var file = line.Value("fleet") is { } named
            ? Path.GetFullPath(named, WorkingArgument.Of(line, environment.WorkingFolder))
            : FoundFleet.From(WorkingArgument.Of(line, environment.WorkingFolder))?.File
                ?? Path.Combine(environment.Root, FoundFleet.Place);
        try
        {
            var fleet = FleetFile.Read(file);
            var names = fleet.Regions.Select(region => region.Name);
            return withGroups
                ? [.. names, .. fleet.Regions.SelectMany(region => region.Aliases), .. fleet.Groups.Keys]
                : names;
        }
        catch (UsageException)
        {
            // A shell that completes is no place for what is wrong with a file; the run tells.
            return [];
        }
    }
}
