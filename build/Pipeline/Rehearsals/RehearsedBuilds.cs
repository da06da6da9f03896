using Foundation.Failures;
using Releases.Versions;

namespace Pipeline.Rehearsals;

/// <summary>
/// CI of a drill that is served: what is pushed to its remote is built, under the version that may come next. So a
/// release finds its images, with an engine and without.
/// </summary>
/// <param name="remote">The drill's remote.</param>
/// <param name="mainBranch">The branch that releases are made from.</param>
/// <param name="images">Where the images go.</param>
internal sealed class RehearsedBuilds(RemoteLook remote, string mainBranch, RehearsedImages images)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private string _mark = "";

    /// <summary>Builds what was pushed since the last look.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var mark = remote.Mark();
        if (mark == _mark)
            return;
        foreach (var (version, commit) in Builds(await remote.ReadAsync(cancellationToken)))
            images.Put(version, commit);
        _mark = mark;
    }

    /// <summary>Goes on building, until it is stopped.</summary>
    public async Task GoOnAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                try
                {
                    await LookAsync(cancellationToken);
                }
                catch (Exception exception) when (exception is ReleaseException or IOException)
                {
                    // Somebody is in the middle of a push: the next look sees it whole.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The drill ends.
        }
    }

    // A version that is tagged never changes; the branch of a line has the next of that line.
    private Dictionary<ReleaseVersion, string> Builds(RemoteRefs refs)
    {
        var builds = new Dictionary<ReleaseVersion, string>();
        var history = new VersionHistory(refs.Tags.Keys);
        if (refs.Branches.TryGetValue(mainBranch, out var main) && history.Latest is { } latest)
        {
            foreach (var by in Enum.GetValues<Increment>())
                builds[latest.Next(by)] = main;
        }
        foreach (var line in refs.Tags.Keys.Select(version => version.Line).Distinct())
        {
            if (
                refs.Branches.TryGetValue(line.Branch, out var patched)
                && history.LatestOf(line) is { } last
                && patched != refs.Tags[last]
            )
                builds[last.Next(Increment.Patch)] = patched;
        }
        foreach (var (version, commit) in refs.Tags)
            builds[version] = commit;
        return builds;
    }
}
