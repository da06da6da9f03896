using System.Text.RegularExpressions;

namespace Migrations.Git;

/// <summary>Which files of a repository say something about rolling back.</summary>
internal static partial class RelevantFiles
{
    private const int RegexLimit = 1000;
    private const RegexOptions Options =
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase;

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
    /// Whether Django would look for a migration there: a module right within a package <c>migrations</c>.
    /// </summary>
    public static bool IsMigration(string path)
    {
        var slash = path.LastIndexOf('/');
        if (slash < 0 || !path.EndsWith(".py", StringComparison.Ordinal))
            return false;
        var folder = path.AsSpan(0, slash);
        var name = path.AsSpan(slash + 1, path.Length - slash - 4);
        return (folder.SequenceEqual("migrations") || folder.EndsWith("/migrations", StringComparison.Ordinal))
            && name.Length > 0
            && name[0] is not ('_' or '~')
            && !name.Contains('.');
    }

    /// <summary>Whether it may name the label of an app.</summary>
    public static bool IsAppConfiguration(string path) =>
        path == "apps.py" || path.EndsWith("/apps.py", StringComparison.Ordinal);

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
        Options,
        RegexLimit
    )]
    private static partial Regex DependencyList();

    [GeneratedRegex(@"^(settings/[^/]+|([^/]*/)?[\w-]*settings[\w-]*)\.py$", Options, RegexLimit)]
    private static partial Regex Settings();

    [GeneratedRegex(
        @"^((cron\.d/[^/]+|tasks/[^/]+\.py)|([^/]*/)?(crontab|[\w.-]*\.cron|[\w-]*cron[\w-]*\.(py|ya?ml)|(tasks|celery|celeryconfig|celery_app|schedules?)\.py))$",
        Options,
        RegexLimit
    )]
    private static partial Regex TaskDefinition();
}
