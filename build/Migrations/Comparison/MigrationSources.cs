using System.Collections.Concurrent;
using Migrations.Git;
using Migrations.Model;

namespace Migrations.Comparison;

/// <summary>The migrations that files define. A content that several versions share is read once.</summary>
/// <param name="contents">The contents by git's object id.</param>
internal sealed class MigrationSources(IReadOnlyDictionary<string, byte[]> contents)
{
    private readonly ConcurrentDictionary<string, MigrationSource?> _sources = new();

    /// <summary>The migration of a content. <see langword="null"/> where the content defines no migration.</summary>
    public MigrationSource? this[string objectId] => _sources[objectId];

    /// <summary>Reads files.</summary>
    public void Read(IEnumerable<GitTreeFile> files, CancellationToken cancellationToken) =>
        Parallel.ForEach(
            files.Select(file => file.ObjectId).Distinct().Where(objectId => !_sources.ContainsKey(objectId)),
            new ParallelOptions { CancellationToken = cancellationToken },
            objectId =>
                _sources[objectId] = contents.TryGetValue(objectId, out var content)
                    ? MigrationSourceReader.Read(content)
                    : MigrationSourceReader.NotRead(objectId, "the file is missing in the clone or too large to read")
        );
}
