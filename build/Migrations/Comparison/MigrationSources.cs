using System.Collections.Concurrent;
using Migrations.Git;
using Migrations.Kept;
using Migrations.Model;

namespace Migrations.Comparison;

/// <summary>
/// What files say of migrations and apps. A content that several versions share is read once, and a content that an
/// earlier run has read is not read again.
/// </summary>
/// <param name="contents">The contents by git's object id. Those that are kept may be left out.</param>
/// <param name="kept">What earlier runs have read.</param>
internal sealed class MigrationSources(IReadOnlyDictionary<string, byte[]> contents, KeptSources kept)
{
    private readonly ConcurrentDictionary<string, MigrationSource?> _sources = new();
    private readonly Dictionary<string, AppConfiguration?> _configurations = [];
    private readonly Dictionary<GitVersionFiles, IReadOnlyList<(GitTreeFile, MigrationSource)>> _versions = [];
    private readonly Dictionary<(GitVersionFiles, string), MigrationTree> _trees = [];

    /// <summary>The migration of a content. <see langword="null"/> where the content defines no migration.</summary>
    public MigrationSource? this[string objectId] => _sources[objectId];

    /// <summary>Reads files.</summary>
    public void Read(IEnumerable<GitTreeFile> files, CancellationToken cancellationToken)
    {
        var objectIds = files.Select(file => file.ObjectId).Where(id => !_sources.ContainsKey(id)).ToHashSet();
        foreach (var objectId in objectIds.Where(kept.HasMigration))
            _sources[objectId] = kept.MigrationOf(objectId);
        Parallel.ForEach(
            objectIds.Where(objectId => !kept.HasMigration(objectId)),
            new ParallelOptions { CancellationToken = cancellationToken },
            objectId => _sources[objectId] = Parse(objectId)
        );
    }

    /// <summary>The migrations of a version, in the order of their files. They have to be read before.</summary>
    public IReadOnlyList<(GitTreeFile File, MigrationSource Source)> Of(GitVersionFiles version)
    {
        if (!_versions.TryGetValue(version, out var known))
            _versions[version] = known = [
                .. MigrationFilesOf(version)
                    .Select(file => (File: file, Source: _sources[file.ObjectId]))
                    .Where(each => each.Source is not null)
                    .Select(each => (each.File, each.Source!)),
            ];
        return known;
    }

    /// <summary>The migrations of a version under the names that its apps have in a comparison.</summary>
    /// <param name="version">The version.</param>
    /// <param name="apps">The app of each folder.</param>
    /// <param name="labels">The label of each app.</param>
    /// <param name="folders">The folders of the version.</param>
    public MigrationTree TreeOf(
        GitVersionFiles version,
        IReadOnlyDictionary<string, string> apps,
        IReadOnlyDictionary<string, string> labels,
        MigrationFolders folders
    )
    {
        var names = string.Join('\n', apps.Select(entry => $"{entry.Key}\0{entry.Value}\0{labels[entry.Value]}"));
        if (_trees.TryGetValue((version, names), out var tree))
            return tree;
        return _trees[(version, names)] = new(
            Of(version)
                .Select(each => new Migration(
                    new(apps[folders.AppOf(each.File)], each.File.Name[..^".py".Length]),
                    each.File.Path,
                    each.File.ObjectId,
                    each.Source
                )),
            labels
        );
    }

    /// <summary>The files of a version that may be migrations.</summary>
    public static IEnumerable<GitTreeFile> MigrationFilesOf(GitVersionFiles version) =>
        version.Files.Where(file => !file.IsSubmodule && RelevantFiles.IsMigration(file.Path));

    /// <summary>The configuration of an app. <see langword="null"/> where the content cannot be read.</summary>
    public AppConfiguration? ConfigurationOf(string objectId)
    {
        if (!_configurations.TryGetValue(objectId, out var configuration))
            _configurations[objectId] = configuration = Configuration(objectId);
        return configuration;
    }

    private MigrationSource? Parse(string objectId)
    {
        if (!contents.TryGetValue(objectId, out var content))
            return MigrationSourceReader.NotRead(objectId, "the file is missing in the clone or too large to read");
        var source = MigrationSourceReader.Read(content);
        kept.Keep(objectId, source);
        return source;
    }

    private AppConfiguration? Configuration(string objectId)
    {
        if (kept.HasConfiguration(objectId))
            return kept.ConfigurationOf(objectId);
        if (!contents.TryGetValue(objectId, out var content))
            return null;
        var configuration = AppConfiguration.Read(content);
        kept.Keep(objectId, configuration);
        return configuration;
    }
}
