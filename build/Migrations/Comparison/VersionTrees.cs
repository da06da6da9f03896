using Migrations.Git;
using Migrations.Model;

namespace Migrations.Comparison;

/// <summary>
/// The migrations of two versions, read from their files. A content that both versions have is read once.
/// </summary>
internal sealed class VersionTrees
{
    private readonly MigrationSources _sources;

    private VersionTrees(GitSnapshot snapshot, MigrationSources sources, CancellationToken cancellationToken)
    {
        _sources = sources;
        var older = sources.Of(snapshot.Older, cancellationToken);
        var newer = sources.Of(snapshot.Newer, cancellationToken);
        // Only one of the versions may have the label by which migrations refer to their app.
        var called = older
            .Migrations.Concat(newer.Migrations)
            .Where(each => !MigrationFolders.IsUsual(each.File.Folder))
            .GroupBy(each => each.File.Folder)
            .ToDictionary(group => group.Key, MigrationFolders.LabelWithin);
        var apps = new AppMatching(Folders(older, called), Folders(newer, called));
        Older = sources.TreeOf(older, apps.Older, apps.Labels);
        Newer = sources.TreeOf(newer, apps.Newer, apps.Labels);
    }

    /// <summary>The version whose code will run.</summary>
    public MigrationTree Older { get; }

    /// <summary>The version whose schema is in the database.</summary>
    public MigrationTree Newer { get; }

    /// <summary>The label of an app of either version.</summary>
    public string LabelOf(string app) => Newer.LabelOf(app) is var label && label != app ? label : Older.LabelOf(app);

    /// <summary>Reads the migrations of two versions. Contents that were read before are not read again.</summary>
    public static VersionTrees Read(
        GitSnapshot snapshot,
        MigrationSources sources,
        CancellationToken cancellationToken
    ) => new(snapshot, sources, cancellationToken);

    private List<AppFolder> Folders(VersionSources version, Dictionary<string, string?> called) =>
        [
            .. version.Apps.Select(app => new AppFolder(
                app.Path,
                called.GetValueOrDefault(app.Folder) ?? AppLabel.Of(app.Path, Configurations(app)),
                app.Migrations
            )),
        ];

    private IReadOnlyCollection<AppConfiguration> Configurations(AppSources app) =>
        [.. app.Configurations.Select(_sources.ConfigurationOf).OfType<AppConfiguration>()];
}
