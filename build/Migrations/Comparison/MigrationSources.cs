using Migrations.Git;
using Migrations.Kept;
using Migrations.Model;

namespace Migrations.Comparison;

/// <summary>
/// What files say of migrations and apps. A content that several versions share is read once, and a content that an
/// earlier run has read is not read again.
/// </summary>
/// <param name="contents">The contents by git's object id. Those that are kept may be left out.</param>
/// <param name="reading">What earlier runs have read.</param>
internal sealed class MigrationSources(IReadOnlyDictionary<string, byte[]> contents, KeptReading reading)
{
    private readonly KeptSources _kept = reading.Sources;
    private readonly Dictionary<string, MigrationSource?> _sources = [];

    // Versions that were listed together share their files.
    private readonly Dictionary<GitTreeFile, SourceFile?> _files = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, AppConfiguration?> _configurations = [];
    private readonly Dictionary<GitVersionFiles, Listing> _listings = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<VersionSources, Dictionary<string, MigrationTree>> _trees = [];

    /// <summary>The migrations of two versions. Contents that no other version had are read.</summary>
    public (VersionSources Older, VersionSources Newer) Of(
        GitVersionFiles older,
        GitVersionFiles newer,
        CancellationToken cancellationToken
    )
    {
        var (before, after) = (ListingOf(older, cancellationToken), ListingOf(newer, cancellationToken));
        // Of a single migration nobody can tell that it is a copy.
        HashSet<string> copies = [.. before.Copies, .. after.Copies];
        copies.ExceptWith(MigrationCopies.Grown(copies, before.Files, after.Files));
        return (before.Without(copies), after.Without(copies));
    }

    /// <summary>The migrations of a version under the names that its apps have in a comparison.</summary>
    /// <param name="version">The version.</param>
    /// <param name="apps">The app of each folder.</param>
    /// <param name="labels">The label of each app.</param>
    public MigrationTree TreeOf(
        VersionSources version,
        IReadOnlyDictionary<string, string> apps,
        IReadOnlyDictionary<string, string> labels
    )
    {
        if (!_trees.TryGetValue(version, out var trees))
            _trees[version] = trees = [];
        var names = string.Join('\n', apps.Select(entry => $"{entry.Key}\0{entry.Value}\0{labels[entry.Value]}"));
        if (trees.TryGetValue(names, out var tree))
            return tree;
        return trees[names] = new([.. version.Migrations.Select(each => each.Of(apps[version.AppOf(each)]))], labels);
    }

    /// <summary>The configuration of an app. <see langword="null"/> where the content cannot be read.</summary>
    public AppConfiguration? ConfigurationOf(string objectId)
    {
        if (!_configurations.TryGetValue(objectId, out var configuration))
            _configurations[objectId] = configuration = Configuration(objectId);
        return configuration;
    }

    private Listing ListingOf(GitVersionFiles version, CancellationToken cancellationToken)
    {
        if (_listings.TryGetValue(version, out var known))
            return known;
        var files = version.Files.Where(file => !file.IsSubmodule && RelevantFiles.IsMigration(file.Path)).ToList();
        var unseen = files.FindAll(file => !_files.ContainsKey(file));
        Read(unseen, cancellationToken);
        foreach (var file in unseen)
            _files[file] = _sources[file.ObjectId] is { } source ? new(file, source) : null;
        return _listings[version] = new(version, [.. files.Select(file => _files[file]).OfType<SourceFile>()]);
    }

    private void Read(IReadOnlyList<GitTreeFile> files, CancellationToken cancellationToken)
    {
        var unread = new HashSet<string>();
        foreach (var objectId in files.Select(file => file.ObjectId).Where(objectId => !_sources.ContainsKey(objectId)))
        {
            if (_kept.TryMigration(objectId, out var migration))
                _sources[objectId] = migration;
            else
                unread.Add(objectId);
        }
        var objectIds = unread.ToArray();
        var read = new MigrationSource?[objectIds.Length];
        Parallel.For(
            0,
            objectIds.Length,
            new ParallelOptions { CancellationToken = cancellationToken },
            index => read[index] = Parse(objectIds[index])
        );
        foreach (var (objectId, migration) in objectIds.Zip(read))
            _sources[objectId] = migration;
    }

    private MigrationSource? Parse(string objectId)
    {
        if (!contents.TryGetValue(objectId, out var content))
            return MigrationSourceReader.NotRead(objectId, "the file is missing in the clone or too large to read");
        var source = MigrationSourceReader.Read(content, reading.Database.Vendor);
        _kept.Keep(objectId, source);
        return source;
    }

    private AppConfiguration? Configuration(string objectId)
    {
        if (_kept.ConfigurationOf(objectId) is { } known)
            return known;
        if (!contents.TryGetValue(objectId, out var content))
            return null;
        var configuration = AppConfiguration.Read(content);
        _kept.Keep(objectId, configuration);
        return configuration;
    }

    /// <summary>The migrations of a version. It is sorted once for all comparisons with the same copies.</summary>
    private sealed class Listing(GitVersionFiles version, IReadOnlyList<SourceFile> files)
    {
        private readonly Dictionary<string, VersionSources> _sorted = [];

        public IReadOnlyList<SourceFile> Files => files;

        public IReadOnlyList<string> Copies { get; } = MigrationCopies.Folders(files);

        public VersionSources Without(IReadOnlySet<string> copies)
        {
            var name = string.Join('\n', copies.Order(StringComparer.Ordinal));
            if (!_sorted.TryGetValue(name, out var sources))
            {
                _sorted[name] = sources = new(
                    version,
                    copies.Count == 0 ? files : [.. files.Where(each => !copies.Contains(each.File.Folder))]
                );
            }
            return sources;
        }
    }
}
