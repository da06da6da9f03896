using Foundation.Failures;
using Pipeline.Running;
using Pipeline.Tools.Git;
using Releases.Versions;

namespace Pipeline.Lines;

/// <summary>A line that is patched, as the remote has it.</summary>
/// <param name="Line">The line.</param>
/// <param name="Latest">Its latest version.</param>
/// <param name="TagCommit">The commit of that version's tag.</param>
/// <param name="BranchCommit">The commit of its branch; <see langword="null"/> when there is none.</param>
internal sealed record PatchLine(ReleaseLine Line, ReleaseVersion Latest, string TagCommit, string? BranchCommit)
{
    private const int NamedLines = 4;

    /// <summary>The branch that it is patched on.</summary>
    public string Branch => Line.Branch;

    /// <summary>The nearest lines that have a branch at the remote.</summary>
    public IReadOnlyList<ReleaseLine> PatchedNear { get; init; } = [];

    /// <summary>Asks the remote for the line that <c>--line</c> names, and notes it in the record.</summary>
    /// <exception cref="UsageException">There is none of that name.</exception>
    public static async Task<PatchLine> FindAsync(ReleaseContext context)
    {
        var line = context.Options.Line!;
        var (git, cancelled) = (await context.Checkout.GitAsync(), context.Cancelled);
        context.Record.Update(record => record with { Version = line.ToString() });
        var remote = await context.GitRemoteRefsAsync(git, cancelled);
        var versions = remote.Tags.Select(tag => ReleaseVersion.TryParse(tag.Name)).OfType<ReleaseVersion>().ToArray();
        var history = new VersionHistory(versions);
        if (history.LatestOf(line) is not { } latest)
            throw new UsageException($"--line: the remote has no version of {line}; {Near(history, line)}");
        var found = new PatchLine(
            line,
            latest,
            remote.Tags.Single(tag => tag.Name == latest.ToString()).Commit,
            remote.Branches.GetValueOrDefault(line.Branch)
        )
        {
            PatchedNear = new VersionHistory(versions.Where(HasBranch)).LinesNear(line, NamedLines),
        };
        context.Record.Update(record => record with { Commit = found.BranchCommit ?? found.TagCommit });
        return found;

        bool HasBranch(ReleaseVersion version) => remote.Branches.ContainsKey(version.Line.Branch);
    }

    private static string Near(VersionHistory history, ReleaseLine line)
    {
        var lines = history.LinesNear(line, NamedLines);
        return lines.Count == 0 ? "there are none" : $"known: {string.Join(", ", lines)}";
    }
}
