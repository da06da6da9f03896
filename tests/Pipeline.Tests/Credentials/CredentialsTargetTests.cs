using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Credentials;

public sealed class CredentialsTargetTests
{
    [Fact]
    public async Task Regions_that_can_be_released_to_are_one_line_each_and_nothing_is_touched()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");

        var run = (await fleet.RunAsync("Credentials", "--app=/nowhere")).ShouldEndWith(ExitCode.Done);

        run.Lines[0].ShouldBe("Region  Credentials  Provider  Account        Kubernetes");
        run.Lines[2].ShouldMatch(@"^north   ready        context   context north  v1\.\d+");
        run.Lines[3].ShouldMatch(@"^south   ready        context   context south  v1\.\d+");
        run.Lines[5].ShouldBe("2 regions: every credential can do what a release does.");
        run.Json.ShouldBeNull();
        run.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Missing_permissions_and_a_cluster_that_does_not_answer_fail_and_hide_no_other()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south", "west");
        fleet["north"].Access.Deny("patch", "deployments.apps");
        await File.WriteAllTextAsync(
            fleet.Kubeconfig,
            fleet.KubeconfigWithout("south"),
            TestContext.Current.CancellationToken
        );

        var run = (await fleet.RunAsync("Credentials")).ShouldEndWith(ExitCode.Failed);

        run.Lines[2].ShouldStartWith("north   NOT ENOUGH   context");
        run.Lines[3].ShouldStartWith("south   FAILED       context");
        run.Lines[4].ShouldStartWith("west    ready        context");
        run.Lines.ShouldContain("[north] not permitted in namespace default: patch deployments.apps");
        run.Lines.ShouldContain(line =>
            line.StartsWith($"[south] {fleet.Kubeconfig}: there is no context 'south'", StringComparison.Ordinal)
        );
        run.Output.ShouldContain("3 regions: 1 ready, 2 not.");
    }
}
