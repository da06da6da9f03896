using Foundation.Failures;
using Foundation.Timing;

namespace Migrations.Git;

/// <summary>Reads versions of a repository with a few processes, however large the versions are.</summary>
internal sealed class GitSnapshotReader(string directory, GitLimits limits, TimeProvider time)
{
    /// <summary>Reads the two versions.</summary>
    /// <param name="older">The older version.</param>
    /// <param name="newer">The newer version.</param>
    /// <param name="isKnown">Whether the content of a migration or app configuration is not needed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ReleaseException">A version is not known, git failed, or a limit was reached.</exception>
    public async Task<GitSnapshot> ReadAsync(
        string older,
        string newer,
        Func<GitTreeFile, bool> isKnown,
        CancellationToken cancellationToken
    )
    {
        using var timeout = new CancellationTokenSource(limits.Time, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var trees = new GitTreeReader(directory, limits);
            var lists = await Task.WhenAll(
                trees.ReadAsync(older, RelevantFiles.IsRelevant, either.Token),
                trees.ReadAsync(newer, RelevantFiles.IsRelevant, either.Token)
            );
            var contents = new Dictionary<string, byte[]>();
            await new GitBlobReader(directory, limits).ReadAsync(
                Wanted(lists[0], lists[1], isKnown),
                contents.Add,
                either.Token
            );
            return new(new(older, lists[0]), new(newer, lists[1]), contents);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ReleaseException($"git did not read {directory} within {DurationText.OfLimit(limits.Time)}.");
        }
    }

    /// <summary>
    /// Reads the migrations of any number of versions, and the files that name the labels of their apps.
    /// </summary>
    /// <param name="revisions">The versions, most of whose files are the same. At least one.</param>
    /// <param name="isKnown">Whether a file's content is not needed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The files of each version by its name, and the contents.</returns>
    /// <exception cref="ReleaseException">A version is not known, git failed, or a limit was reached.</exception>
    public async Task<(
        IReadOnlyDictionary<string, GitVersionFiles> Versions,
        IReadOnlyDictionary<string, byte[]> Contents
    )> ReadAllAsync(
        IReadOnlyList<string> revisions,
        Func<GitTreeFile, bool> isKnown,
        CancellationToken cancellationToken
    )
    {
        using var timeout = new CancellationTokenSource(limits.Time, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var trees = new GitTreeReader(directory, limits);
            var first = await trees.ReadAsync(revisions[0], IsOfMigrations, either.Token);
            var lists = await Task.WhenAll(
                revisions
                    .Skip(1)
                    .Select(revision => trees.ReadAsync(revisions[0], first, revision, IsOfMigrations, either.Token))
            );
            lists = [first, .. lists];
            // Versions that were listed together share their files.
            var files = lists
                .SelectMany(list => list)
                .Distinct<GitTreeFile>(ReferenceEqualityComparer.Instance)
                .Where(file => !file.IsSubmodule)
                .ToList();
            var apps = files.Where(IsMigration).Select(AppOf).ToHashSet();
            var contents = new Dictionary<string, byte[]>();
            await new GitBlobReader(directory, limits).ReadAsync(
                files
                    .Where(file => !RelevantFiles.IsAppConfiguration(file.Path) || apps.Contains(file.Folder))
                    .Where(file => !isKnown(file))
                    .Select(file => file.ObjectId)
                    .ToHashSet(),
                contents.Add,
                either.Token
            );
            var versions = revisions
                .Zip(lists)
                .ToDictionary(pair => pair.First, pair => new GitVersionFiles(pair.First, pair.Second));
            return (versions, contents);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ReleaseException($"git did not read {directory} within {DurationText.OfLimit(limits.Time)}.");
        }
    }

    private static bool IsOfMigrations(string path) =>
        RelevantFiles.IsMigration(path) || RelevantFiles.IsAppConfiguration(path);

    // All migrations are needed, also earlier ones. Other files are needed only where they changed.
    private static HashSet<string> Wanted(
        IReadOnlyList<GitTreeFile> older,
        IReadOnlyList<GitTreeFile> newer,
        Func<GitTreeFile, bool> isKnown
    )
    {
        var before = older.Select(file => (file.Path, file.ObjectId)).ToHashSet();
        var after = newer.Select(file => (file.Path, file.ObjectId)).ToHashSet();
        var apps = older.Concat(newer).Where(IsMigration).Select(AppOf).ToHashSet();
        return
        [
            .. older
                .Concat(newer)
                .Where(file => !file.IsSubmodule && !(IsOfMigrations(file.Path) && isKnown(file)))
                .Where(file =>
                    RelevantFiles.IsRead(file.Path)
                    && (!RelevantFiles.IsAppConfiguration(file.Path) || apps.Contains(file.Folder))
                    && (
                        RelevantFiles.IsMigration(file.Path)
                        || RelevantFiles.IsAppConfiguration(file.Path)
                        || !before.Contains((file.Path, file.ObjectId))
                        || !after.Contains((file.Path, file.ObjectId))
                    )
                )
                .Select(file => file.ObjectId),
        ];
    }

    private static bool IsMigration(GitTreeFile file) => !file.IsSubmodule && RelevantFiles.IsMigration(file.Path);

    // The folder around the folder of the migrations.
    private static string AppOf(GitTreeFile file) => RelevantFiles.FolderOf(file.Folder).ToString();
}
