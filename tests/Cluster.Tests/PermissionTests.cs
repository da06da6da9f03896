using Cluster.Tests.Sample;
using Cluster.Tests.Stack;
using Releases.Records;

namespace Cluster.Tests;

public sealed class PermissionTests(StackFixture stack)
{
    [Fact]
    public async Task Who_may_only_look_is_refused_by_name_of_what_is_missing_before_anything_is_touched()
    {
        await using var application = await stack.RunningAsync(
            SampleSetup.Small("north") with
            {
                ReleaseContext = stack.Settings.RestrictedContext,
            }
        );
        var traces = await application["north"].TracesAsync();

        var run = await application.ReleaseAsync("1.2.3");

        run.ShouldEnd(3, Outcome.Refused);
        foreach (var missing in (string[])["patch deployments.apps", "create jobs.batch", "delete jobs.batch"])
            run.ShouldSay(missing);
        run.Output.ShouldNotContain("list pods,");
        (await application["north"].TracesAsync()).ShouldBe(traces);
        (await application.Checkout.RemoteGitAsync("tag", "--list")).ShouldBe("1.2.2");
        (await stack.Registry.DigestAsync(application.Repository, "1.2.3")).ShouldBeNull();
    }
}
