using Pipeline.Targets;
using Releases.Versions;

namespace Pipeline.Options;

/// <summary>
/// The short form of a command line, <c>deploy 1.2.3 uk</c>: a target, then a version and regions where the target
/// takes them, or a line. Each word becomes the argument that it stands for, so that nothing after this knows two
/// forms.
/// </summary>
internal sealed class ShortForm
{
    /// <summary>The word that asks for the usage, wherever it stands.</summary>
    public const string Help = "help";

    private readonly List<string> _arguments = [];

    private ShortForm(IReadOnlyList<string> words)
    {
        string[] meant = [.. words.Where(word => !IsHelp(word))];
        if (meant.Length > 0)
            Read(meant);
        if (meant.Length < words.Count)
            _arguments.Add($"--{Help}");
    }

    /// <summary>The arguments that the words stand for.</summary>
    public IReadOnlyList<string> Arguments => _arguments;

    /// <summary>What is wrong with the words, or <see langword="null"/>; then they stand for no more.</summary>
    public string? Problem { get; private set; }

    /// <summary>Reads the words that are no arguments.</summary>
    /// <param name="words">At least one.</param>
    public static ShortForm Of(IReadOnlyList<string> words) => new(words);

    /// <summary>Whether a word asks for the usage.</summary>
    public static bool IsHelp(string word) => word.Equals(Help, StringComparison.OrdinalIgnoreCase);

    private void Read(string[] words)
    {
        _arguments.Add($"--target={words[0]}");
        // A target that does not exist is the one thing to mend: what the other words mean depends on it.
        if (TargetCatalog.Find(words[0]) is not { } target)
            return;
        if (ArgumentTakers.Takes(target, "line"))
        {
            _arguments.AddRange(words.Skip(1).Select(word => $"--line={word}"));
            return;
        }
        if (target.Facts.Record && words.Skip(1).FirstOrDefault(IsMeantAsRecord) is { } record)
        {
            _arguments.Add($"--record={record}");
            Problem = $"'{record}': write --record={record}";
            return;
        }
        var version = words.Skip(1).FirstOrDefault();
        if (version is not null && IsMeantAsVersion(version))
            TakeVersion(target, version);
        else
            version = null;
        if (ArgumentTakers.Takes(target, "shell"))
        {
            _arguments.AddRange(words.Skip(1).Select(word => $"--shell={word}"));
            return;
        }
        string[] regions = [.. words.Skip(version is null ? 1 : 2)];
        if (Problem is null && regions.Length > 0)
            TakeRegions(target, version, regions);
    }

    // A region's name is a DNS label, and has no dots.
    private static bool IsMeantAsVersion(string word) => word.Contains('.', StringComparison.Ordinal);

    private static bool IsMeantAsRecord(string word) =>
        word.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || word.Contains('/') || File.Exists(word);

    private void TakeVersion(Target target, string word)
    {
        if (!ArgumentTakers.Takes(target, "version"))
            Problem = $"'{word}': {target.Name} takes no version; leave it out";
        else if (ReleaseVersion.TryParseTyped(word) is { } version)
            _arguments.Add($"--version={version}");
        else
            Problem = $"'{word}' is not a version X.Y.Z; other image tags need --version=TAG";
    }

    private void TakeRegions(Target target, string? version, string[] words)
    {
        if (Array.Find(words, IsMeantAsVersion) is { } late)
            Problem =
                !ArgumentTakers.Takes(target, "version") ? $"'{late}': {target.Name} takes no version; leave it out"
                : version is null
                    ? $"'{late}': the version comes before the regions: ./build.sh {target.Name} {late} REGION"
                : $"'{late}': the version {version} is given already; give one";
        else if (!ArgumentTakers.Takes(target, "regions"))
            Problem = $"'{words[0]}': {target.Name} takes no regions; {ArgumentHint(target, words[0])}";
        else
            _arguments.Add($"--regions={string.Join(',', words)}");
    }

    private static string ArgumentHint(Target target, string word)
    {
        var names = KnownArguments.Release.Where(known => ArgumentTakers.Takes(target, known.Name));
        return Foundation.Text.NearestName.Of(word, names.Select(known => known.Name)) is { } nearest
            ? $"did you mean --{nearest}?"
            : $"./build.sh help {target.Name} lists what it takes";
    }
}
