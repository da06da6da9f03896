using Foundation.Failures;
using Migrations.Comparison;
using Migrations.Git;
using Migrations.Kept;
using Migrations.Model;
using Migrations.Verdicts;

namespace Migrations.Review;

/// <summary>
/// Reviews the migrations that a branch adds, against three things: the commit where the branch began, the branch that
/// it will be merged into, and every live version. It reads git only.
/// </summary>
/// <param name="directory">The repository, or any folder in it.</param>
/// <param name="time">The clock.</param>
public sealed class MigrationReviewer(string directory, TimeProvider time)
{
    private readonly GitSnapshotReader _reader = new(directory, new(), time);

    /// <summary>Reviews a branch.</summary>
    /// <exception cref="ReleaseException">A version is not known, or git failed or took too long.</exception>
    public async Task<MigrationReview> ReviewAsync(ReviewOrder order, CancellationToken cancellationToken)
    {
        NamedCommit[] versions = [order.Base, .. order.Live];
        string[] commits = [order.Head.Commit, .. versions.Select(each => each.Commit), .. MainOf(order)];
        var kept = await KeptReading.OpenAsync(
            directory,
            time,
            DatabaseKind.Of(order.OtherDatabase),
            cancellationToken
        );
        var (files, contents) = await _reader.ReadAllAsync([.. commits.Distinct()], kept.Has, cancellationToken);
        var sources = new MigrationSources(contents, kept);
        var pairs = new Dictionary<string, VersionTrees>();
        VersionTrees Trees(string older) =>
            pairs.TryGetValue(older, out var known)
                ? known
                : pairs[older] = VersionTrees.Read(
                    new(files[older], files[order.Head.Commit], contents),
                    sources,
                    cancellationToken
                );
        var began = Trees(order.Base.Commit);
        var comparisons = Compare(versions, files, Trees, kept.OldCode);
        var findings = new ReviewFindings(order.Levels);
        var added = comparisons[0].Changes;
        findings.AddCompatibility(comparisons);
        if (order.OtherDatabase is null)
            findings.AddLocks(added);
        findings.AddData(added);
        new HistoryFindings(findings).Add(comparisons);
        var main = order.Main is { } target ? Trees(target.Commit) : began;
        new OrderFindings(findings, began).Add(main, order.Main?.Name ?? order.Base.Name);
        var ours = added.Where(change => change.Change == MigrationChangeKind.Added).ToList();
        kept.Sources.Save();
        return new()
        {
            From = order.Base.Name,
            Live = [.. order.Live.Select(each => each.Name)],
            Migrations = order.OtherDatabase is null ? ours : [.. ours.Select(WithoutLocks)],
            Findings = findings.Accept(began.Newer, ours),
            OtherDatabase = order.OtherDatabase,
        };
    }

    private static IEnumerable<string> MainOf(ReviewOrder order) => order.Main is { } main ? [main.Commit] : [];

    // Versions with the same migrations are compared once.
    private static List<VersionComparison> Compare(
        IReadOnlyList<NamedCommit> versions,
        IReadOnlyDictionary<string, GitVersionFiles> files,
        Func<string, VersionTrees> trees,
        KeptOldCode kept
    )
    {
        var groups = new List<List<NamedCommit>>();
        foreach (var version in versions)
        {
            if (groups.Find(group => HaveSame(files[group[0].Commit], files[version.Commit])) is { } group)
                group.Add(version);
            else
                groups.Add([version]);
        }
        return
        [
            .. groups.Select(group =>
            {
                var both = trees(group[0].Commit);
                var (changes, _) = new MigrationComparison(both.Older, both.Newer, kept).Compare();
                return new VersionComparison([.. group.Select(version => version.Name).Distinct()], changes);
            }),
        ];
    }

    private static bool HaveSame(GitVersionFiles one, GitVersionFiles other) =>
        one.Files.Where(file => !file.IsSubmodule).SequenceEqual(other.Files.Where(file => !file.IsSubmodule));

    private static MigrationChange WithoutLocks(MigrationChange change) =>
        change with
        {
            Operations = [.. change.Operations.Select(operation => operation with { Locks = null })],
        };
}

/// <summary>A branch compared with versions that have the same migrations.</summary>
/// <param name="Versions">Their names.</param>
/// <param name="Changes">The migrations in which the branch differs.</param>
internal sealed record VersionComparison(IReadOnlyList<string> Versions, IReadOnlyList<MigrationChange> Changes);
