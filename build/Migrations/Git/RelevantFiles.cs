using System.Text.RegularExpressions;

namespace Migrations.Git;

/// <summary>Selects the files of a repository that matter to a rollback.</summary>
internal static partial class RelevantFiles
{
    private const RegexOptions Options =
        RegexOptions.CultureInvariant
        | RegexOptions.ExplicitCapture
        | RegexOptions.IgnoreCase
        | RegexOptions.NonBacktracking;

    /// <summary>Whether the file is listed at all.</summary>
    public static bool IsRelevant(string path) =>
        IsMigration(path)
        || IsAppConfiguration(path)
        || IsDependencyList(path)
        || IsSettings(path)
        || IsTaskDefinition(path);

    /// <summary>Whether the file's content is read also.</summary>
    public static bool IsRead(string path) => IsMigration(path) || IsAppConfiguration(path) || IsDependencyList(path);

    /// <summary>
    /// Whether the file may be a migration: a module directly in a package <c>migrations</c>, or in a package that the
    /// setting <c>MIGRATION_MODULES</c> may name. Its content tells whether it is a migration.
    /// </summary>
    public static bool IsMigration(string path) =>
        NameOf(path) is { Length: > 0 } name && (IsMigrationFolder(FolderOf(path)) || IsNumbered(name));

    /// <summary>Whether a folder has the name of a folder of migrations.</summary>
    public static bool IsMigrationFolder(ReadOnlySpan<char> folder) =>
        folder[(folder.LastIndexOf('/') + 1)..].Contains("migration", StringComparison.Ordinal);

    /// <summary>Whether the file may name the label of an app.</summary>
    public static bool IsAppConfiguration(string path) =>
        path is "apps.py" or "__init__.py"
        || path.EndsWith("/apps.py", StringComparison.Ordinal)
        || path.EndsWith("/__init__.py", StringComparison.Ordinal);

    /// <summary>The folder of a file. Empty at the top.</summary>
    public static ReadOnlySpan<char> FolderOf(string path) => path.AsSpan(0, Math.Max(0, path.LastIndexOf('/')));

    // Django's own form of a migration's name: "0012_order_total".
    private static bool IsNumbered(ReadOnlySpan<char> name) =>
        name.Length > 5 && name[4] == '_' && !name[..4].ContainsAnyExceptInRange('0', '9');

    // The name of a module in a folder. Empty for files that Django ignores.
    private static ReadOnlySpan<char> NameOf(string path)
    {
        var slash = path.LastIndexOf('/');
        if (slash < 0 || !path.EndsWith(".py", StringComparison.Ordinal))
            return [];
        var name = path.AsSpan(slash + 1, path.Length - slash - 4);
        return name.Length > 0 && name[0] is not ('_' or '~') && !name.Contains('.') ? name : [];
    }

    /// <summary>Whether the file names the packages to install.</summary>
    public static bool IsDependencyList(string path) => DependencyList().IsMatch(FolderAndName(path));

    /// <summary>Whether the file holds settings of the application.</summary>
    public static bool IsSettings(string path) => Settings().IsMatch(FolderAndName(path));

    /// <summary>Whether the file defines cron jobs or tasks.</summary>
    public static bool IsTaskDefinition(string path) => TaskDefinition().IsMatch(FolderAndName(path));

    // The innermost folder and the name. The patterns look at nothing more, because repositories have many files.
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
