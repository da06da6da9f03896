using System.Diagnostics;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Compiled.Door;

/// <summary>The door with the real compiler behind it.</summary>
public sealed class DoorTests(CompiledDoor door) : IClassFixture<CompiledDoor>
{
    private readonly DoorCheckout _checkout = door.Checkout;

    [Fact]
    public void Two_first_runs_at_once_compile_once_and_both_work()
    {
        door.FirstRuns.Select(run => run.ExitCode).ShouldBe([0, 0]);
        door.FirstRuns.Select(run => run.Lines[0]).ShouldBe(["argument first", "argument second"]);
        door.FirstRuns.Count(run => run.Compiled).ShouldBe(1);
    }

    [Fact]
    public async Task Compiling_says_one_line_and_a_second_run_says_nothing()
    {
        var run = await _checkout.Run(["again"]);

        door.FirstRuns.Select(first => first.Errors.Split('\n')[0])
            .Max()
            .ShouldBe("Compiling the release tool (about half a minute, once after a source change)…");
        run.Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(130)]
    public async Task The_exit_code_of_the_program_is_passed_on(int code)
    {
        var run = await _checkout.Run(["exit", $"{code}"]);

        run.ExitCode.ShouldBe(code);
    }

    [Fact]
    public async Task Arguments_arrive_as_data()
    {
        string[] arguments = ["a b", "\"quoted\"", "it's", "$(touch owned)", "`id`;&|", "*", "", "--x=\\n", "-é"];

        var run = await _checkout.Run(arguments);

        run.Lines[..arguments.Length].ShouldBe(arguments.Select(argument => $"argument {argument}"));
    }

    [Fact]
    public async Task The_working_folder_stays_and_the_root_is_told()
    {
        var elsewhere = Path.GetTempPath().TrimEnd('/');

        var run = await _checkout.Run([], workingDirectory: elsewhere);

        run.Compiled.ShouldBeFalse();
        run.Lines.ShouldBe([$"folder {elsewhere}", $"root {_checkout.Root}"]);
    }

    // With CDPATH a shell looks for a folder elsewhere first, and prints where it has found one.
    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("decoys")]
    [InlineData("nowhere:decoys:.")]
    public async Task An_exported_CDPATH_leads_to_no_other_folder(string folders)
    {
        var (above, name) = (Path.GetDirectoryName(_checkout.Root)!, Path.GetFileName(_checkout.Root));
        using var decoys = new TemporaryFolder();
        Directory.CreateDirectory(decoys[name]);

        var run = await _checkout.Run(
            [],
            workingDirectory: above,
            variable: ("CDPATH", folders.Replace("decoys", decoys.Path, StringComparison.Ordinal)),
            called: $"{name}/build.sh"
        );

        run.Errors.ShouldBeEmpty();
        run.Lines.ShouldBe([$"folder {above}", $"root {_checkout.Root}"]);
    }

    [Fact]
    public async Task An_interrupt_reaches_the_program()
    {
        using var process = _checkout.Start(["wait"]);
        (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("ready");

        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        var run = await DoorCheckout.End(process);

        run.Output.Trim().ShouldBe("interrupted");
        run.ExitCode.ShouldBe(130);
    }

    [Fact]
    public async Task A_compile_error_is_all_that_is_shown_and_the_previous_build_stays()
    {
        var source = _checkout.PathOf("build/Pipeline/Program.cs");
        var text = await File.ReadAllTextAsync(source, TestContext.Current.CancellationToken);
        var before = _checkout.Builds().ToArray();
        try
        {
            _checkout.Write("build/Pipeline/Program.cs", "return 0");
            var broken = await _checkout.Run([]);

            broken.ExitCode.ShouldBe(2);
            broken.Output.ShouldBeEmpty();
            broken.Said.ShouldHaveSingleItem().ShouldEndWith("error CS1002: ; expected");
            _checkout.Builds().ShouldBe(before, ignoreOrder: true);
        }
        finally
        {
            // The other tests of this class use the same checkout.
            _checkout.Write("build/Pipeline/Program.cs", text);
        }
        (await _checkout.Run(["exit", "7"])).ExitCode.ShouldBe(7);
    }
}
