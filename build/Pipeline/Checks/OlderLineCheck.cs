using Foundation.Failures;
using Pipeline.Running;
using Pipeline.Sources;
using Pipeline.Tools.Git;
using Releases.Versions;

namespace Pipeline.Checks;

/// <summary>
/// Whether the main branch would be released under an older number than what it holds already: the regions of an older
/// line would get the code and the migrations of the newer ones, and nobody could tell that from the version.
/// </summary>
/// <param name="context">The run.</param>
/// <param name="source">What is checked out.</param>
/// <param name="version">The version to release; it has no tag.</param>
internal sealed class OlderLineCheck(ReleaseContext context, SourceState source, ReleaseVersion version)
{
    /// <summary>Adds that, where it is so.</summary>
    /// <returns>Whether it is so.</returns>
    /// <exception cref="ReleaseException">The clone is too shallow to tell.</exception>
    public async Task<bool> FindsAsync(Findings findings)
    {
        if (source.Branch is not { } branch || branch != context.Fleet.MainBranch || branch == version.Line.Branch)
            return false;
        if (!source.IsBackPort || await NewestWithinAsync() is not { } newer)
            return false;
        findings.Add(
            $"{version} is older than {newer}, which {branch} contains: all of that would go out under the older number",
            $"{await WayToLineAsync() ?? $"choose a newer version: {string.Join(", ", Newer)}"}; or --allow-version-gap, where the tag {newer} is a mistake"
        );
        return true;
    }

    /// <summary>
    /// The command that leads to the branch of an older line; <see langword="null"/> where the line is none, or has no
    /// version yet.
    /// </summary>
    public async Task<string?> WayToLineAsync() =>
        !source.IsBackPort || source.History.Latest?.Line == version.Line ? null
        : source.Branches.Contains(version.Line.Branch) ? await CheckOutAsync(version.Line.Branch)
        : source.History.LatestOf(version.Line) is null ? null
        : $"./build.sh --target=StartPatch --line={version.Line}";

    /// <summary>The commands that check a branch of the remote out, whatever the clone knows of it.</summary>
    public Task<string> CheckOutAsync(string branch) =>
        BranchCommands.CheckOutLineAsync(context, branch, context.Checkout.Git, context.Cancelled);

    private IEnumerable<ReleaseVersion> Newer =>
        source.History.Candidates(version.Line).Where(candidate => candidate > source.History.Latest!);

    // A clone almost always has the newest, so one question to git is enough.
    private async Task<ReleaseVersion?> NewestWithinAsync()
    {
        var (git, cancelled) = (context.Checkout.Git, context.Cancelled);
        foreach (var newer in source.History.NewerThan(version))
        {
            var commit = source.TagCommits[newer.ToString()];
            // Of a commit that it does not know, git says that it is none.
            if (await context.GitCommitAsync(commit, git, cancelled) is null)
                continue;
            if (await context.GitIsAncestorAsync(commit, source.Commit, git, cancelled))
                return newer;
        }
        await ShallowClone.RefuseAsync(
            context,
            $"whether {source.Branch} contains {source.History.Latest}, which is newer than {version}",
            git,
            cancelled
        );
        return null;
    }
}
