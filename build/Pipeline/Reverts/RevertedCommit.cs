using Foundation.Failures;
using Foundation.Text;
using Migrations.Verdicts;
using Pipeline.Running;
using Pipeline.Tools.Git;

namespace Pipeline.Reverts;

/// <summary>A commit that shall be taken back.</summary>
/// <param name="Id">The commit.</param>
/// <param name="Parent">Its first parent.</param>
/// <param name="IsMerge">Whether it has several.</param>
/// <param name="Subject">The first line of its message.</param>
/// <param name="Migrations">The migrations that it adds, changes or removes.</param>
/// <param name="MigrationFiles">The files of migrations among those that it touches.</param>
internal sealed record RevertedCommit(
    string Id,
    string Parent,
    bool IsMerge,
    string Subject,
    IReadOnlyList<MigrationChange> Migrations,
    IReadOnlyList<string> MigrationFiles
)
{
    // Branches of earlier reverts have so many; elsewhere a commit has ShortCommit.Length.
    private const int ShortLength = 10;

    // Git looks for no fewer letters.
    private const int ShortestId = 4;
    private const int NamedCommits = 5;

    /// <summary>The commit in as many letters as people read.</summary>
    public string ShortId => Id[..ShortLength];

    /// <summary>The branch that takes it back.</summary>
    public string Branch => $"revert-{ShortId}";

    /// <summary>Reads the commit that <c>--commit</c> names.</summary>
    /// <exception cref="UsageException">There is none of that name.</exception>
    /// <exception cref="RefusedException">It has no parent to go back to.</exception>
    /// <exception cref="ReleaseException">The history that this asks for was cut off.</exception>
    public static async Task<RevertedCommit> ReadAsync(ReleaseContext context)
    {
        var name = context.Options.Commit!;
        var (git, cancelled) = (context.Checkout.Git, context.Cancelled);
        var id = await context.GitCommitAsync(name, git, cancelled) ?? throw await UnknownAsync(context, name);
        var parents = await context.GitParentsAsync(id, git, cancelled);
        if (parents.Count == 0)
        {
            await ShallowClone.RefuseAsync(context, $"what {id[..ShortLength]} changed", git, cancelled);
            throw new RefusedException([$"{id[..ShortLength]} is the first commit: there is nothing to go back to"]);
        }
        var verdict = await context.NewMigrationCheck().ReleaseAsync(parents[0], id, cancelled);
        var files = await context.GitDifferencesAsync(parents[0], id, git, cancelled);
        return new RevertedCommit(
            id,
            parents[0],
            parents.Count > 1,
            await context.GitSubjectAsync(id, git, cancelled),
            verdict.Migrations,
            global::Migrations.MigrationFiles.Of([.. files])
        );
    }

    // Git says no of a name that two have in common, and does not say why.
    private static async Task<UsageException> UnknownAsync(ReleaseContext context, string name)
    {
        var isId = name.Length >= ShortestId && name.All(char.IsAsciiHexDigit);
        var several = isId ? await context.GitBeginningWithAsync(name, context.Checkout.Git, context.Cancelled) : [];
        return several.Count > 1
            ? new UsageException(
                $"--commit: '{name}' is the beginning of {Counted.Of(several.Count, "commit")}, "
                    + FewNames.Of([.. several.Select(id => id[..ShortLength])], NamedCommits)
                    + "; write more letters of the one that is meant"
            )
            : new UsageException($"--commit: there is no commit '{name}' in this checkout; git fetch may bring it");
    }
}
