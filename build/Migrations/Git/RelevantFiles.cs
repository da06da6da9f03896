using System.Text.RegularExpressions;

namespace Migrations.Git;

/// <summary>Which files of a repository say something about rolling back.</summary>
internal static partial class RelevantFiles
{
    private const RegexOptions Options =
        RegexOptions.CultureInvariant
        | RegexOptions.ExplicitCapture
        | RegexOptions.IgnoreCase
        | RegexOptions.NonBacktracking;

    /// <summary>Whether a file is listed at all.</summary>
    public static bool IsRelevant(string path) =>
        IsMigration(path)
        || IsAppConfiguration(path)
        || IsDependencyList(path)
        || IsSettings(path)
        || IsTaskDefinition(path);

    /// <summary>Whether its content is read, too.</summary>
    public static bool IsRead(string path) => IsMigration(path) || IsAppConfiguration(path) || IsDependencyList(path);

    /// <summary>
    /// Whether it may be a migration: a module right within a package <c>migrations</c>, or in one that the setting
    /// <c>MIGRATION_MODULES</c> may name. Its content says whether it is one.
    /// </summary>
    public static bool IsMigration(string path) =>
        NameOf(path) is { Length: > 0 } name && (IsMigrationFolder(FolderOf(path)) || IsNumbered(name));

    /// <summary>Whether a folder is called as those are that hold migrations.</summary>
    public static bool IsMigrationFolder(ReadOnlySpan<char> folder) =>
        folder[(folder.LastIndexOf('/') + 1)..].Contains("migration", StringComparison.Ordinal);

    /// <summary>Whether it may name the label of an app.</summary>
    public static bool IsAppConfiguration(string path) =>
        path is "apps.py" or "__init__.py"
        || path.EndsWith("/apps.py", StringComparison.Ordinal)
        || path.EndsWith("/__init__.py", StringComparison.Ordinal);

    /// <summary>The folder of a file; empty at the top.</summary>
    public static ReadOnlySpan<char> FolderOf(string path) => path.AsSpan(0, Math.Max(0, path.LastIndexOf('/')));

    // Django's own way to name migrations: "0012_order_total".
    private static bool IsNumbered(ReadOnlySpan<char> name) =>
        name.Length > 5 && name[4] == '_' && !name[..4].ContainsAnyExceptInRange('0', '9');

    // The name of a module in a folder; empty for all that Django passes over.
    private static ReadOnlySpan<char> NameOf(string path)
    {
        var slash = path.LastIndexOf('/');
        if (slash < 0 || !path.EndsWith(".py", StringComparison.Ordinal))
            return [];
        var name = path.AsSpan(slash + 1, path.Length - slash - 4);
        return name.Length > 0 && name[0] is not ('_' or '~') && !name.Contains('.') ? name : [];
    }

    /// <summary>Whether it says which packages are installed.</summary>
    public static bool IsDependencyList(string path) => DependencyList().IsMatch(FolderAndName(path));

    /// <summary>Whether it holds settings of the application.</summary>
    public static bool IsSettings(string path) => Settings().IsMatch(FolderAndName(path));

    /// <summary>Whether it says what runs by itself: cron jobs and tasks.</summary>
    public static bool IsTaskDefinition(string path) => TaskDefinition().IsMatch(FolderAndName(path));

    // The innermost folder and the name, which is all that the patterns look at: repositories have many files.
    private static ReadOnlySpan<char> FolderAndName(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash <= 0 ? path : path.AsSpan(path.LastIndexOf('/', slash - 1) + 1);
    }

    [GeneratedRegex(
        @"^(requirements/[^/]+\.(txt|in)|([^/]*/)?([\w.-]*(requirements|constraints)[\w.-]*\.(txt|in)|Pipfile(\.lock)?|(poetry|uv|pdm)\.lock|pyproject\.toml|setup\.(py|cfg)))$",
        Options
    )]
    private static partial Regex DependencyList();

    [GeneratedRegex(@"^(settings/[^/]+|([^/]*/)?[\w-]*settings[\w-]*)\.py$", Options)]
    private static partial Regex Settings();

    [GeneratedRegex(
        @"^((cron\.d/[^/]+|tasks/[^/]+\.py)|([^/]*/)?(crontab|[\w.-]*\.cron|[\w-]*cron[\w-]*\.(py|ya?ml)|(tasks|celery|celeryconfig|celery_app|schedules?)\.py))$",
        Options
    )]
    private static partial Regex TaskDefinition();
}
