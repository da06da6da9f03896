namespace Pipeline.Tests.Compiled.Door;

/// <summary>When the door compiles, with a compiler that takes no time.</summary>
public sealed class DoorCompilationTests : IDisposable
{
    private readonly DoorCheckout _checkout = new(program: "");
    private readonly StandInTools _tools = new StandInTools().WithDotnet();

    public void Dispose()
    {
        _checkout.Dispose();
        _tools.Dispose();
    }

    [Theory]
    [InlineData("build/Pipeline/Program.cs")]
    [InlineData("build/Pipeline/Tasks/New.cs")]
    [InlineData("Directory.Build.props")]
    [InlineData("global.json")]
    public async Task A_newer_source_compiles_once(string source)
    {
        Directory.CreateDirectory(_checkout.PathOf("build/Pipeline/Tasks"));
        await Run();

        await File.AppendAllTextAsync(_checkout.PathOf(source), " ", TestContext.Current.CancellationToken);

        (await Run()).Compiled.ShouldBeTrue();
        (await Run()).Compiled.ShouldBeFalse();
    }

    [Fact]
    public async Task A_removed_source_compiles()
    {
        await Run();

        File.Delete(_checkout.PathOf("build/Pipeline/Program.cs"));

        (await Run()).Compiled.ShouldBeTrue();
    }

    [Theory]
    [InlineData("build/Pipeline/obj/project.assets.json")]
    [InlineData("build/Pipeline/bin/Debug/release.dll")]
    [InlineData(".editorconfig")]
    [InlineData("docs/page.md")]
    public async Task What_is_no_source_does_not_compile(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_checkout.PathOf(file))!);
        await Run();

        _checkout.Write(file, "changed");

        (await Run()).Compiled.ShouldBeFalse();
    }

    [Fact]
    public async Task A_source_that_was_copied_with_an_older_date_compiles()
    {
        await Run();

        _checkout.Write("build/Pipeline/Program.cs", "// from elsewhere");
        File.SetLastWriteTimeUtc(_checkout.PathOf("build/Pipeline/Program.cs"), DateTime.UnixEpoch.AddYears(40));

        (await Run()).Compiled.ShouldBeTrue();
    }

    [Fact]
    public async Task A_build_from_the_future_is_not_taken_for_fresh()
    {
        await Run();
        File.SetLastWriteTimeUtc(_checkout.PathOf(".build/current"), DateTime.UtcNow.AddDays(1));

        (await Run()).Compiled.ShouldBeFalse();
        _checkout.Write("build/Pipeline/Program.cs", "// later");
        (await Run()).Compiled.ShouldBeTrue();
        (await Run()).Compiled.ShouldBeFalse();
    }

    // As in a CI job, whose checkout is new and whose build comes from a cache.
    [Fact]
    public async Task Sources_that_are_new_only_by_their_dates_do_not_compile()
    {
        await Run();

        _checkout.Write("build/Pipeline/Program.cs", _checkout.Read("build/Pipeline/Program.cs"));
        (await Run()).Compiled.ShouldBeFalse();

        // It counts from then on: what is saved afterwards is newer.
        _checkout.Write("build/Pipeline/Program.cs", "// later");
        (await Run()).Compiled.ShouldBeTrue();
    }

    [Fact]
    public async Task Going_back_to_the_sources_of_the_build_before_compiles_nothing()
    {
        var before = _checkout.Read("build/Pipeline/Program.cs");
        var first = await Run();
        _checkout.Write("build/Pipeline/Program.cs", "// another branch");
        (await Run()).Compiled.ShouldBeTrue();

        _checkout.Write("build/Pipeline/Program.cs", before);
        var back = await Run();

        back.Compiled.ShouldBeFalse();
        back.Lines[^1].ShouldBe(first.Lines[^1]);
    }

    [Theory]
    [InlineData("build/Pipeline/Program.cs", "build/Pipeline/Renamed.cs")]
    [InlineData("global.json", "Directory.Other.props")]
    public async Task A_source_of_another_name_compiles(string source, string name)
    {
        await Run();

        _checkout.Write(name, _checkout.Read(source));

        (await Run()).Compiled.ShouldBeTrue();
    }

    [Fact]
    public async Task Where_no_tool_makes_sums_dates_alone_tell()
    {
        using var tools = new StandInTools(sums: false).WithDotnet();
        (await _checkout.Run([], path: tools.Path)).Compiled.ShouldBeTrue();
        (await _checkout.Run([], path: tools.Path)).Compiled.ShouldBeFalse();

        _checkout.Write("build/Pipeline/Program.cs", _checkout.Read("build/Pipeline/Program.cs"));

        (await _checkout.Run([], path: tools.Path)).Compiled.ShouldBeTrue();
    }

    [Fact(Timeout = 300_000)]
    public async Task A_source_that_is_saved_during_the_compilation_compiles_again()
    {
        _tools.Hold();
        using var process = _checkout.Start([], path: _tools.Path);
        while (!_checkout.Builds().Any())
            await Task.Delay(10, TestContext.Current.CancellationToken);

        _checkout.Write("build/Pipeline/Program.cs", "// later");
        _tools.LetGo();
        await DoorCheckout.End(process);

        (await Run()).Compiled.ShouldBeTrue();
    }

    [Fact(Timeout = 300_000)]
    public async Task A_compilation_that_takes_long_shows_that_it_lives_and_leaves_nothing_running()
    {
        _tools.WithShortNaps().Hold();
        using var process = _checkout.Start([], path: _tools.Path);
        var said = new List<string>();
        while (said.Count < 3)
            said.Add((await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken))!);
        _tools.LetGo();
        var run = await DoorCheckout.End(process);

        said[1].ShouldStartWith("Still compiling, for ");
        run.ExitCode.ShouldBe(0);
        run.Errors.ShouldNotContain("Terminated");
    }

    [Fact(Timeout = 300_000)]
    public async Task A_compilation_that_is_killed_does_not_count()
    {
        _tools.Hold();
        using (var process = _checkout.Start([], path: _tools.Path))
        {
            while (!_checkout.Builds().Any())
                await Task.Delay(10, TestContext.Current.CancellationToken);
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        _tools.LetGo();
        var run = await Run();

        run.Compiled.ShouldBeTrue();
        _checkout.Builds().ShouldHaveSingleItem().ShouldBe(run.Lines[^1]["ran ".Length..]);
    }

    [Theory(Timeout = 300_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_compiler_that_outlives_its_run_is_waited_for_and_does_not_count(bool flock)
    {
        using var tools = new StandInTools(flock).WithDotnet();
        tools.Hold();
        using var killed = _checkout.Start([], path: tools.Path);
        while (!_checkout.Builds().Any())
            await Task.Delay(10, TestContext.Current.CancellationToken);
        killed.Kill();

        using var next = _checkout.Start([], path: tools.Path);
        await Task.Delay(TimeSpan.FromSeconds(2.5), TestContext.Current.CancellationToken);
        _checkout.Builds().Count().ShouldBe(1);
        tools.LetGo();
        var run = await DoorCheckout.End(next);

        tools.HaveMet.ShouldBeFalse();
        run.Compiled.ShouldBeTrue();
        _checkout.Builds().ShouldHaveSingleItem().ShouldBe(run.Lines[^1]["ran ".Length..]);
    }

    [Fact]
    public async Task What_a_killed_compilation_left_half_written_is_not_built_upon()
    {
        Directory.CreateDirectory(_checkout.PathOf(".build/obj"));
        _checkout.Write(".build/obj/half", "");
        _checkout.Write(".build/compiling", "");

        await Run();

        File.Exists(_checkout.PathOf(".build/obj/half")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("GITLAB_CI")]
    [InlineData("RestoreLockedMode")]
    public async Task In_CI_packages_that_are_not_those_of_the_lock_files_are_not_compiled_with(string variable)
    {
        _tools.WrongPackages();

        var run = await _checkout.Run([], path: _tools.Path, variable: (variable, "true"));
        var elsewhere = await Run();

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain("error NU1403");
        elsewhere.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Old_builds_go_when_nobody_runs_them_and_the_previous_one_stays()
    {
        await Run();
        var previous = _checkout.Builds().Single();
        Directory.CreateDirectory(_checkout.PathOf(".build/release.ended"));
        Directory.CreateDirectory(_checkout.PathOf(".build/release.running"));
        MarkUser("release.ended", int.MaxValue);
        MarkUser("release.running", Environment.ProcessId);

        _checkout.Write("build/Pipeline/Program.cs", "// changed");
        var run = await Run();

        _checkout.Builds().ShouldBe([previous, "release.running", run.Lines[^1]["ran ".Length..]], ignoreOrder: true);
    }

    [Fact(Timeout = 300_000)]
    public async Task Without_flock_the_lock_of_a_dead_run_is_broken_and_that_of_a_living_one_is_not()
    {
        using var tools = new StandInTools(flock: false).WithDotnet();
        TakeLock(Environment.ProcessId);
        using var process = _checkout.Start([], path: tools.Path);
        await Task.Delay(TimeSpan.FromSeconds(2.5), TestContext.Current.CancellationToken);
        _checkout.Builds().ShouldBeEmpty();

        TakeLock(int.MaxValue);
        var run = await DoorCheckout.End(process);

        run.ExitCode.ShouldBe(0);
        _checkout.Builds().Count().ShouldBe(1);
        Directory.Exists(_checkout.PathOf(".build/lock.folder")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_missing_sdk_that_cannot_be_downloaded_is_one_line_that_says_what_to_install()
    {
        using var tools = new StandInTools().WithoutNetwork();

        var run = await _checkout.Run([], path: tools.Path);

        run.ExitCode.ShouldBe(2);
        run.Said.ShouldHaveSingleItem().ShouldStartWith("The .NET SDK 10.0.100 is missing");
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_missing_sdk_is_installed_into_the_checkout_and_used_from_then_on()
    {
        using var tools = new StandInTools().WithInstaller();

        var first = await _checkout.Run([], path: tools.Path);
        var second = await _checkout.Run([], path: tools.Path);

        first.Errors.ShouldContain("Installing the .NET SDK");
        first.Lines[^1].ShouldBe($"ran {_checkout.Builds().Single()}");
        second.Errors.ShouldBeEmpty();
        File.Exists(_checkout.PathOf(".dotnet/dotnet")).ShouldBeTrue();
    }

    private Task<DoorRun> Run() => _checkout.Run([], path: _tools.Path);

    private void MarkUser(string build, int process)
    {
        Directory.CreateDirectory(_checkout.PathOf($".build/users/{build}"));
        _checkout.Write($".build/users/{build}/{process}", "");
    }

    private void TakeLock(int process)
    {
        Directory.CreateDirectory(_checkout.PathOf(".build/lock.folder"));
        _checkout.Write(".build/lock.folder/owner", $"{process}\n");
    }
}
