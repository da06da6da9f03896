using Pipeline.Running;
using Pipeline.Tests.Credentials;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Checks;

public sealed class BuilderCheckTests
{
    [Fact]
    public async Task A_build_on_ACR_Tasks_without_a_log_in_of_az_is_found_before_anything_is_touched()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        using var folder = new TemporaryFolder();
        CloudCommands.Write(
            folder,
            "az",
            ("account show --output json", "echo \"ERROR: Please run 'az login' to setup account.\" >&2; exit 1")
        );
        fleet.Exported["PATH"] = $"{folder["bin"]}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";

        await using var command = fleet.Start(
            folder,
            "Preflight",
            "--builder=acr",
            "--version=1.2.4",
            "--allow-version-gap"
        );
        var run = await command.EndAsync(folder["record.json"]);

        run.ShouldEndWith(ExitCode.Refused);
        run.ToString().ShouldContain("; next: az login");
    }

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
