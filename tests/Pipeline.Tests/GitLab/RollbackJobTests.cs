using Clusters.Locks;
using Foundation.Timing;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.GitLab;

public sealed class RollbackJobTests
{
    private const string Waits = "--wait-lock=";

    [Fact]
    public void It_waits_until_the_lock_of_a_deploy_job_that_was_killed_has_expired()
    {
        var templates = PipelineFile.Of([File.ReadAllText(Path.Combine(Repository.Root, ".ci", "regions.yml"))]);
        var command = templates.ScriptOf(".rollback").ShouldHaveSingleItem();

        var wait = command.Split(' ').Single(word => word.StartsWith(Waits, StringComparison.Ordinal))[Waits.Length..];

        DurationText.TryParse(wait)!.Value.ShouldBeGreaterThan(DeployLock.Duration);
    }
}
