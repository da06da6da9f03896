namespace Pipeline.Tests.Compiled.Door;

/// <summary><c>build.ps1</c> with the real release tool behind it.</summary>
public sealed class PowerShellDoorTests(PowerShellDoor door) : IClassFixture<PowerShellDoor>
{
    [Fact]
    public void The_first_run_compiles_says_one_line_and_shows_the_tree()
    {
        door.FirstRun.ExitCode.ShouldBe(0, door.FirstRun.ToString());
        door.FirstRun.Errors.Trim()
            .ShouldBe("Compiling the release tool (about a minute, once after a source change)...");
        door.FirstRun.Output.ShouldContain("VerifyRollout");
    }

    [Fact]
    public async Task A_second_run_says_nothing_of_its_own()
    {
        var run = await door.RunAsync(["--tree"]);

        run.Errors.ShouldBeEmpty();
        run.Output.ShouldBe(door.FirstRun.Output);
    }

    [Fact]
    public async Task A_drill_of_one_region_runs_to_its_end()
    {
        var run = await door.RunAsync(["--target=Drill", "--regions=uk"]);

        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldContain("Drill 1.2.3 succeeded");
    }

    [Fact]
    public async Task A_usage_error_has_its_exit_code()
    {
        var run = await door.RunAsync(["--target=Deplyo"]);

        run.ExitCode.ShouldBe(2, run.ToString());
        run.Errors.ShouldStartWith("error: ");
        run.Errors.ShouldContain("Deploy");
    }

    [Fact]
    public async Task It_can_be_called_from_another_folder_whose_paths_are_meant()
    {
        var elsewhere = Directory.CreateTempSubdirectory("else where ");

        var run = await door.RunAsync(
            ["--target=Drill", "--regions=uk", "--record=own record.json"],
            elsewhere.FullName
        );

        run.ExitCode.ShouldBe(0, run.ToString());
        File.Exists(Path.Combine(elsewhere.FullName, "own record.json")).ShouldBeTrue();
        elsewhere.Delete(recursive: true);
    }
}
