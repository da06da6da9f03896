using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Compiled.Credentials;

public sealed class BuilderCredentialsTests
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

        await using var command = CompiledCommand.On(
            fleet,
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
}
