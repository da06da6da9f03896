using System.Collections.Concurrent;
using Migrations.Git;
using Migrations.Model;

namespace Migrations.Comparison;

/// <summary>The migrations of two versions, read from their files; a content that both have is read once.</summary>
internal sealed class VersionTrees
{
    private readonly GitSnapshot _snapshot;
    private readonly ConcurrentDictionary<string, MigrationSource?> _sources = new();

    private VersionTrees(GitSnapshot snapshot, CancellationToken cancellationToken)
    {
        _snapshot = snapshot;
        ReadSources(cancellationToken);
        var (before, after) = (Folders(snapshot.Older), Folders(snapshot.Newer));
        var apps = new AppMatching(before, after);
        Older = Tree(snapshot.Older, apps.Older, apps.Labels);
        Newer = Tree(snapshot.Newer, apps.Newer, apps.Labels);
    }

    /// <summary>The version whose code shall run.</summary>
    public MigrationTree Older { get; }

    /// <summary>The version whose schema is there.</summary>
    public MigrationTree Newer { get; }

    /// <summary>Reads them.</summary>
    public static VersionTrees Read(GitSnapshot snapshot, CancellationToken cancellationToken) =>
        new(snapshot, cancellationToken);

    private void ReadSources(CancellationToken cancellationToken)
    {
        var objectIds = Migrations(_snapshot.Older)
            .Concat(Migrations(_snapshot.Newer))
            .Select(file => file.ObjectId)
            .Distinct();
        Parallel.ForEach(
            objectIds,
            new ParallelOptions { CancellationToken = cancellationToken },
            objectId =>
                _sources[objectId] = _snapshot.Contents.TryGetValue(objectId, out var content)
                    ? MigrationSourceReader.Read(content)
                    : MigrationSourceReader.NotRead(objectId, "the file is missing in the clone or too large to read")
        );
    }

    private static IEnumerable<GitTreeFile> Migrations(GitVersionFiles version) =>
        version.Files.Where(file => !file.IsSubmodule && RelevantFiles.IsMigration(file.Path));

    private List<AppFolder> Folders(GitVersionFiles version)
    {
        var configurations = version
            .Files.Where(file => !file.IsSubmodule && RelevantFiles.IsAppConfiguration(file.Path))
            .ToDictionary(file => file.Folder, file => _snapshot.Contents.GetValueOrDefault(file.ObjectId));
        return
        [
            .. Migrations(version)
                .Where(file => _sources[file.ObjectId] is not null)
                .GroupBy(AppOf)
                .Select(group => new AppFolder(
                    group.Key,
                    AppLabel.Of(group.Key, configurations.GetValueOrDefault(group.Key)),
                    group.Select(NameOf).ToHashSet()
                )),
        ];
    }

    private MigrationTree Tree(
        GitVersionFiles version,
        IReadOnlyDictionary<string, string> apps,
        IReadOnlyDictionary<string, string> labels
    ) =>
        new(
            from file in Migrations(version)
            let source = _sources[file.ObjectId]
            where source is not null
            select new Migration(new(apps[AppOf(file)], NameOf(file)), file.Path, file.ObjectId, source),
            labels
        );

    // The folder around "migrations".
    private static string AppOf(GitTreeFile file) =>
        file.Folder.LastIndexOf('/') is var slash and >= 0 ? file.Folder[..slash] : "";

    private static string NameOf(GitTreeFile file) => file.Name[..^".py".Length];
}
