using System.Text.RegularExpressions;

namespace Migrations.Comparison;

/// <summary>Reads the packages and versions that a file names: requirements, lock files, project files.</summary>
internal static partial class PackageList
{
    private const RegexOptions Options =
        RegexOptions.CultureInvariant
        | RegexOptions.ExplicitCapture
        | RegexOptions.Multiline
        | RegexOptions.NonBacktracking;

    /// <summary>
    /// The versions by package. A package without a version has the version <c>any</c>. It never throws, whatever the
    /// text is.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Read(string path, string text)
    {
        var packages = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (Match match in Pattern(path).Matches(text))
            packages[Normalize(match.Groups["name"].Value)] = Version(match.Groups["version"].Value);
        return packages;
    }

    private static Regex Pattern(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name switch
        {
            _ when name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)
                    || name.EndsWith(".in", StringComparison.OrdinalIgnoreCase) => Requirement(),
            "Pipfile.lock" => Json(),
            _ when name.EndsWith(".lock", StringComparison.Ordinal) => LockTable(),
            _ => Quoted(),
        };
    }

    // Names are the same in any case and with any separators (Python packaging, "Names and normalization").
    private static string Normalize(string name) =>
#pragma warning disable CA1308
        Separators().Replace(name, "-").ToLowerInvariant();
#pragma warning restore CA1308

    private static string Version(string version) =>
        UserOfAddress().Replace(version, "//").Trim() is not { Length: > 0 } known ? "any"
        : known.StartsWith("==", StringComparison.Ordinal) ? known[2..].Trim()
        : known;

    // A package's address may contain a password.
    [GeneratedRegex(@"//[^/@\s]*@", Options)]
    private static partial Regex UserOfAddress();

    [GeneratedRegex("[-_.]+", Options)]
    private static partial Regex Separators();

    [GeneratedRegex(
        @"^[ \t]*(?<name>[A-Za-z0-9][\w.-]*)[ \t]*(\[[^\]\r\n]*\])?[ \t]*(?<version>[^;#\s\\][^;#\r\n\\]*)?",
        Options
    )]
    private static partial Regex Requirement();

    [GeneratedRegex(@"^name = ""(?<name>[^""\r\n]+)""\r?\nversion = ""(?<version>[^""\r\n]+)""", Options)]
    private static partial Regex LockTable();

    [GeneratedRegex(@"""(?<name>[\w.-]+)"": \{[^{}]*?""version"": ""(?<version>[^""]+)""", Options)]
    private static partial Regex Json();

    // "django>=4.2" in a list of requirements, and django = "^4.2" in a table.
    [GeneratedRegex(
        @"[""'](?<name>[A-Za-z][\w.-]*)(\[[^\]\r\n]*\])?[ \t]*(?<version>(==|>=|<=|~=|!=|<|>)[^""';\r\n]*)|^(?<name>[A-Za-z][\w.-]*)[ \t]*=[ \t]*""(?<version>[\^~=<>*][^""\r\n]*)""",
        Options
    )]
    private static partial Regex Quoted();
}
