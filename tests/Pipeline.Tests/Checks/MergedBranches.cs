using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Checks;

/// <summary>Merge requests as GitLab merges them.</summary>
internal static class MergedBranches
{
    /// <summary>Merges a branch with one commit into the main branch of a staged fleet's application.</summary>
    public static void Merge(this StagedFleet fleet, string title, string reference)
    {
        fleet.Git("checkout", "--quiet", "-b", "topic");
        fleet.Git("commit", "--quiet", "--allow-empty", "--message=a step on the way");
        fleet.Git("checkout", "--quiet", "master");
        fleet.Git(
            "merge",
            "--quiet",
            "--no-ff",
            $"--message=Merge branch 'topic' into 'master'\n\n{title}\n\nSee merge request {reference}",
            "topic"
        );
        fleet.Git("branch", "--quiet", "--delete", "topic");
    }
}
