using Migrations.Model;

namespace Migrations.Comparison;

/// <summary>
/// Finds the label of each app of two versions. What its configuration says counts, unless its migrations refer to each
/// other by another label: then the configuration stands elsewhere, or only the running program knows what it says.
/// </summary>
/// <param name="older">The older version.</param>
/// <param name="newer">The newer version.</param>
/// <param name="configurationsOf">What the files of an app say of its label.</param>
internal sealed class AppLabels(
    VersionSources older,
    VersionSources newer,
    Func<AppSources, IReadOnlyCollection<AppConfiguration>> configurationsOf
)
{
    // Apps that come with Django, whose migrations no repository has.
    private static readonly HashSet<string> Django =
    [
        .. new[] { "admin", "auth", "contenttypes", "flatpages", "redirects", "sessions", "sites" },
    ];

    private readonly Dictionary<(VersionSources, string), string> _configured = new[] { older, newer }
        .Distinct()
        .SelectMany(version => version.Apps.Select(app => (Version: version, App: app)))
        .ToDictionary(
            each => (each.Version, each.App.Path),
            each => AppLabel.Of(each.App.Path, configurationsOf(each.App))
        );

    private readonly ILookup<string, SourceFile> _older = older.Migrations.ToLookup(each => each.File.Folder);
    private readonly ILookup<string, SourceFile> _newer = newer.Migrations.ToLookup(each => each.File.Folder);

    /// <summary>The apps of one of the versions.</summary>
    public List<AppFolder> Folders(VersionSources version) =>
        [.. version.Apps.Select(app => new AppFolder(app.Path, LabelOf(version, app), app.Migrations))];

    private string LabelOf(VersionSources version, AppSources app)
    {
        var configured = _configured[(version, app.Path)];
        // Only one of the versions may have the label by which migrations refer to their app.
        var both = _older[app.Folder].Concat(_newer[app.Folder]).DistinctBy(each => (each.Name, each.File.ObjectId));
        if (!MigrationFolders.IsUsual(app.Folder))
            return MigrationFolders.LabelWithin(both) ?? configured;
        var own = (ReferenceEquals(version, older) ? _older : _newer)[app.Folder];
        var isSame =
            _configured.GetValueOrDefault((older, app.Path), configured)
            == _configured.GetValueOrDefault((newer, app.Path), configured);
        return Within([.. own], configured) ?? (isSame ? Within([.. both], configured) : null) ?? configured;
    }

    private string? Within(IReadOnlyCollection<SourceFile> migrations, string configured)
    {
        // A reference by the configured label settles it, also to a migration that a squash has replaced.
        if (migrations.Any(each => each.Source.Dependencies.Any(reference => reference.Label == configured)))
            return configured;
        var references = MigrationFolders.ReferencesWithin(migrations);
        // The migrations of another app may have the same names.
        var others = _configured.Values.ToHashSet();
        var labels = references
            .Where(reference => !others.Contains(reference.Label) && !Django.Contains(reference.Label))
            .GroupBy(reference => reference.Label)
            .OrderByDescending(group => group.Count())
            .ToList();
        var most = labels.FindAll(group => group.Count() == labels[0].Count());
        var alike = most.FindAll(group => group.Key.Contains(configured, StringComparison.Ordinal));
        return most is [var only] ? only.Key
            : alike is [var one] ? one.Key
            : null;
    }
}
