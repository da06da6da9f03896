using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Checks;

public sealed class CheckoutCheckTests
{
    [Fact]
    public async Task A_folder_without_git_is_no_checkout()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        using var folder = new TemporaryFolder();

        var run = (await fleet.RunAsync("Preflight", $"--app={folder.Path}")).ShouldEndWith(ExitCode.Refused);

        run.ToString()
            .ShouldContain($"{folder.Path} is no git checkout; next: Name the application's checkout: --app=DIR");
        run.ToString().ShouldNotContain("origin");
    }

    [Fact]
    public async Task Looking_at_a_rollout_needs_neither_a_checkout_nor_a_remote()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        (await fleet.RunAsync("VerifyRollout", "--exclusive", "--app=/nowhere")).ShouldEndWith(ExitCode.Done);
    }
}
