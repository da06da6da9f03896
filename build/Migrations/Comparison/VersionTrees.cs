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
        sources.Read(
            MigrationSources.MigrationFilesOf(snapshot.Older).Concat(MigrationSources.MigrationFilesOf(snapshot.Newer)),
            cancellationToken
        );
        var older = new MigrationFolders(sources.Of(snapshot.Older).Select(each => each.File));
        var newer = new MigrationFolders(sources.Of(snapshot.Newer).Select(each => each.File));
        // Only one of the versions may have the label by which migrations refer to their app.
        var called = sources
            .Of(snapshot.Older)
            .Concat(sources.Of(snapshot.Newer))
            .GroupBy(each => each.File.Folder)
            .Select(group => (group.Key, Label: MigrationFolders.LabelWithin(group)))
            .Where(entry => entry.Label is not null)
            .ToDictionary(entry => entry.Key, entry => entry.Label!);
        var apps = new AppMatching(Folders(snapshot.Older, older, called), Folders(snapshot.Newer, newer, called));
        Older = sources.TreeOf(snapshot.Older, apps.Older, apps.Labels, older);
        Newer = sources.TreeOf(snapshot.Newer, apps.Newer, apps.Labels, newer);
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

    private List<AppFolder> Folders(
        GitVersionFiles version,
        MigrationFolders folders,
        IReadOnlyDictionary<string, string> called
    )
    {
        var configurations = version
            .Files.Where(file => !file.IsSubmodule && RelevantFiles.IsAppConfiguration(file.Path))
            .ToLookup(file => file.Folder, file => file.ObjectId);
        return
        [
            .. _sources
                .Of(version)
                .GroupBy(each => folders.AppOf(each.File))
                .Select(group => new AppFolder(
                    group.Key,
                    called.GetValueOrDefault(group.First().File.Folder)
                        ?? AppLabel.Of(group.Key, Configurations(configurations[group.Key])),
                    group.Select(each => NameOf(each.File)).ToHashSet()
                )),
        ];
    }

    private IReadOnlyCollection<AppConfiguration> Configurations(IEnumerable<string> objectIds) =>
        [.. objectIds.Select(_sources.ConfigurationOf).OfType<AppConfiguration>()];

    private static string NameOf(GitTreeFile file) => file.Name[..^".py".Length];
}
