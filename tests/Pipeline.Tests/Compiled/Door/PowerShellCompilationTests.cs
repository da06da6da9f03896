namespace Pipeline.Tests.Compiled.Door;

/// <summary>When <c>build.ps1</c> compiles, with a compiler that takes no time.</summary>
public sealed class PowerShellCompilationTests : IDisposable
{
    private const string Source = "build/Pipeline/Program.cs";

    private readonly DoorCheckout _checkout = new(program: "") { IsPowerShell = true };
    private readonly StandInTools _tools = new StandInTools().WithDotnet();

    public void Dispose()
    {
        _checkout.Dispose();
        _tools.Dispose();
    }

    [Fact]
    public async Task It_compiles_once_and_again_for_a_new_a_changed_an_older_and_a_removed_source()
    {
        await CompilesOnce();

        _checkout.Write("build/Pipeline/New.cs", "");
        await CompilesOnce();
        _checkout.Write(Source, "// changed");
        await CompilesOnce();
        File.SetLastWriteTimeUtc(_checkout.PathOf(Source), DateTime.UnixEpoch.AddYears(40));
        await CompilesOnce();
        File.Delete(_checkout.PathOf(Source));
        await CompilesOnce();
    }

    [Fact]
    public async Task A_build_from_the_future_is_not_taken_for_fresh()
    {
        await CompilesOnce();
        File.SetLastWriteTimeUtc(_checkout.PathOf(".build/current"), DateTime.UtcNow.AddDays(1));

        _checkout.Write(Source, "// changed");

        (await Run()).Compiled.ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_no_source_does_not_compile()
    {
        await CompilesOnce();
        Directory.CreateDirectory(_checkout.PathOf("build/Pipeline/obj"));

        _checkout.Write("build/Pipeline/obj/project.assets.json", "changed");
        _checkout.Write(".editorconfig", "changed");

        (await Run()).Compiled.ShouldBeFalse();
    }

    [Fact(Timeout = 300_000)]
    public async Task A_compilation_that_is_killed_does_not_count_and_is_not_built_upon()
    {
        _tools.Hold();
        using (var process = _checkout.Start([], path: _tools.Path))
        {
            while (!_checkout.Builds().Any())
                await Task.Delay(10, TestContext.Current.CancellationToken);
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        Directory.CreateDirectory(_checkout.PathOf(".build/obj"));
        _checkout.Write(".build/obj/half", "");
        _tools.LetGo();

        var run = await Run();

        run.Compiled.ShouldBeTrue();
        _checkout.Builds().ShouldHaveSingleItem().ShouldBe(run.Lines[^1]["ran ".Length..]);
        File.Exists(_checkout.PathOf(".build/obj/half")).ShouldBeFalse();
    }

    [Fact]
    public async Task In_CI_packages_that_are_not_those_of_the_lock_files_are_not_compiled_with()
    {
        _tools.WrongPackages();

        var run = await _checkout.Run([], path: _tools.Path, variable: ("GITLAB_CI", "true"));

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain("error NU1403");
    }

    private async Task CompilesOnce()
    {
        var run = await Run();
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Compiled.ShouldBeTrue();
        (await Run()).Compiled.ShouldBeFalse();
    }

    private Task<DoorRun> Run() => _checkout.Run([], path: _tools.Path);
}
