using Cluster.Tests.Sample;
using Cluster.Tests.Stack;

namespace Cluster.Tests;

public sealed class WorkloadKindTests(StackFixture stack)
{
    [Fact]
    public async Task StatefulSets_and_DaemonSets_are_rolled_out_too()
    {
        await using var application = await stack.RunningAsync(
            new SampleSetup
            {
                Manifests = ["sets"],
                Workloads = """  - { selector: image=megforms, kinds: [StatefulSet, DaemonSet], tag: "{version}" }""",
            }
        );

        var run = await application.ReleaseAsync("1.2.3");

        run.ShouldSucceed();
        (await application["north"].ImagesAsync()).ShouldBe(
            new Dictionary<string, string>
            {
                ["DaemonSet agent/agent"] = $"{application.Image}:1.2.3",
                ["StatefulSet store/store"] = $"{application.Image}:1.2.3",
            }
        );
        (await application["north"].RunningImagesAsync()).ShouldBe([$"{application.Image}:1.2.3"]);
    }

    [Fact]
    public async Task A_container_that_keeps_ending_is_named_with_its_last_words()
    {
        await using var application = await stack.RunningAsync(SampleSetup.Small("north"));
        await application.Checkout.CommitAsync("project/wsgi.py", "import nowhere\n");

        var run = await application.ReleaseAsync("1.2.3");

        run.ShouldFail();
        run.Failure("north").Reason.ShouldBe("CrashLoopBackOff");
        run.Failure("north").Message.ShouldContain("Deployment web: container web ended");
        run.Failure("north").Message.ShouldContain("exit code 3");
        run.Failure("north").Log.ShouldContain("ModuleNotFoundError: No module named 'nowhere'");
        run.ShouldSay("ModuleNotFoundError: No module named 'nowhere'");
        await application["north"].ShowsAsync("Version: 1.2.2");
    }
}
