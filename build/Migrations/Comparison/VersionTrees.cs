using Migrations.Git;
using Migrations.Model;

namespace Migrations.Comparison;

/// <summary>
/// The migrations of two versions, read from their files. A content that both versions have is read once.
/// </summary>
internal sealed class VersionTrees
{
    private readonly GitSnapshot _snapshot;
    private readonly MigrationSources _sources;

    private VersionTrees(GitSnapshot snapshot, MigrationSources sources, CancellationToken cancellationToken)
    {
        (_snapshot, _sources) = (snapshot, sources);
        sources.Read(Migrations(snapshot.Older).Concat(Migrations(snapshot.Newer)), cancellationToken);
        var older = new MigrationFolders(Known(snapshot.Older).Select(each => each.File));
        var newer = new MigrationFolders(Known(snapshot.Newer).Select(each => each.File));
        // Only one of the versions may have the label by which migrations refer to their app.
        var called = Known(snapshot.Older)
            .Concat(Known(snapshot.Newer))
            .GroupBy(each => each.File.Folder)
            .Select(group => (group.Key, Label: MigrationFolders.LabelWithin(group)))
            .Where(entry => entry.Label is not null)
            .ToDictionary(entry => entry.Key, entry => entry.Label!);
        var apps = new AppMatching(Folders(snapshot.Older, older, called), Folders(snapshot.Newer, newer, called));
        Older = Tree(snapshot.Older, older, apps.Older, apps.Labels);
        Newer = Tree(snapshot.Newer, newer, apps.Newer, apps.Labels);
    }

    /// <summary>The version whose code will run.</summary>
    public MigrationTree Older { get; }

    /// <summary>The version whose schema is in the database.</summary>
    public MigrationTree Newer { get; }

    /// <summary>Reads the migrations of two versions.</summary>
    public static VersionTrees Read(GitSnapshot snapshot, CancellationToken cancellationToken) =>
        Read(snapshot, new(snapshot.Contents), cancellationToken);

    /// <summary>Reads the migrations of two versions. Contents that were read before are not read again.</summary>
    public static VersionTrees Read(
        GitSnapshot snapshot,
        MigrationSources sources,
        CancellationToken cancellationToken
    ) => new(snapshot, sources, cancellationToken);

    private static IEnumerable<GitTreeFile> Migrations(GitVersionFiles version) =>
        version.Files.Where(file => !file.IsSubmodule && RelevantFiles.IsMigration(file.Path));

    private List<AppFolder> Folders(
        GitVersionFiles version,
        MigrationFolders folders,
        IReadOnlyDictionary<string, string> called
    )
    {
        var configurations = version
            .Files.Where(file => !file.IsSubmodule && RelevantFiles.IsAppConfiguration(file.Path))
            .Where(file => _snapshot.Contents.ContainsKey(file.ObjectId))
            .ToLookup(file => file.Folder, file => _snapshot.Contents[file.ObjectId]);
        return
        [
            .. Known(version)
                .GroupBy(each => folders.AppOf(each.File))
                .Select(group => new AppFolder(
                    group.Key,
                    called.GetValueOrDefault(group.First().File.Folder)
                        ?? AppLabel.Of(group.Key, configurations[group.Key]),
                    group.Select(each => NameOf(each.File)).ToHashSet()
                )),
        ];
    }

    private IEnumerable<(GitTreeFile File, MigrationSource Source)> Known(GitVersionFiles version)
    {
        foreach (var file in Migrations(version))
        {
            if (_sources[file.ObjectId] is { } source)
                yield return (file, source);
        }
    }

    private MigrationTree Tree(
        GitVersionFiles version,
        MigrationFolders folders,
        IReadOnlyDictionary<string, string> apps,
        IReadOnlyDictionary<string, string> labels
    ) =>
        new(
            Known(version)
                .Select(each => new Migration(
                    new(apps[folders.AppOf(each.File)], NameOf(each.File)),
                    each.File.Path,
                    each.File.ObjectId,
                    each.Source
                )),
            labels
        );

    private static string NameOf(GitTreeFile file) => file.Name[..^".py".Length];
}
