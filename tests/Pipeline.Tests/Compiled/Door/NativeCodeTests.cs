namespace Pipeline.Tests.Compiled.Door;

/// <summary>When the door has native code compiled and when it takes it, with a compiler that takes no time.</summary>
public sealed class NativeCodeTests : IDisposable
{
    private readonly DoorCheckout _checkout = new(program: "") { Native = "" };
    private readonly StandInTools _tools = new StandInTools().WithDotnet();

    // What goes on in the background has to end before its folder goes.
    public void Dispose()
    {
        _tools.LetNativeGo();
        WaitUntil(() => _tools.NativeStarts == _tools.NativeEnds);
        WaitUntil(CanBeDeleted);
        _tools.Dispose();
    }

    [Theory(Timeout = 300_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_is_compiled_while_the_first_run_goes_on_and_taken_from_then_on(bool flock)
    {
        using var tools = new StandInTools(flock).WithDotnet();
        tools.HoldNative();
        var first = await _checkout.Run([], path: tools.Path);
        var second = await _checkout.Run([], path: tools.Path);
        WaitUntil(() => tools.NativeStarts > 0);
        tools.LetNativeGo();
        WaitUntil(HasNativeCode);
        WaitUntil(() => !Directory.Exists(_checkout.PathOf(".build/native.lock.folder")));
        var third = await _checkout.Run([], path: tools.Path);

        first.Errors.ShouldContain("Compiling native code in the background: later runs are faster.");
        first.Lines[^1].ShouldBe($"ran {Build}");
        second.Errors.ShouldBeEmpty();
        second.Lines[^1].ShouldBe($"ran {Build}");
        third.Errors.ShouldBeEmpty();
        third.Lines[^1].ShouldBe($"ran {Build}.native");
        tools.NativeStarts.ShouldBe(1);
    }

    [Fact]
    public async Task The_first_run_waits_for_it_where_it_is_asked_to()
    {
        var run = await Run("now");

        run.Errors.ShouldContain("Compiling native code (about a minute, once after a source change)…");
        run.Lines[^1].ShouldBe($"ran {Build}.native");
        (await Run("now")).Errors.ShouldBeEmpty();
    }

    [Fact(Timeout = 300_000)]
    public async Task A_run_that_is_asked_to_wait_waits_for_the_one_that_compiles_it_already()
    {
        _tools.HoldNative();
        await Run();
        WaitUntil(() => _tools.NativeStarts > 0);
        using var waiting = _checkout.Start([], path: _tools.Path, variable: ("RELEASE_NATIVE", "now"));
        (await waiting.StandardError.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldStartWith(
            "Compiling native"
        );
        _tools.LetNativeGo();

        (await DoorCheckout.End(waiting)).Lines[^1].ShouldBe($"ran {Build}.native");
        _tools.NativeStarts.ShouldBe(1);
    }

    [Theory]
    [InlineData("RELEASE_NATIVE", "never")]
    [InlineData("CI", "true")]
    public async Task It_is_not_compiled_where_nobody_wants_it_or_a_job_would_throw_it_away(string name, string value)
    {
        var run = await _checkout.Run([], path: _tools.Path, variable: (name, value));

        run.Compiled.ShouldBeTrue();
        run.Errors.ShouldNotContain("ative code");
        _tools.NativeStarts.ShouldBe(0);
    }

    [Fact]
    public async Task A_failure_costs_nothing_but_time_and_is_not_repeated_for_a_day()
    {
        _tools.FailNative();

        var first = await Run("now");
        var second = await Run();

        first.ExitCode.ShouldBe(0);
        first.Lines[^1].ShouldBe($"ran {Build}");
        first.Errors.ShouldContain(
            $"There is no native code, so runs take longer; {_checkout.PathOf(".build/native.log")} says why."
        );
        _checkout.Read(".build/native.log").ShouldContain("error: no compiler");
        second.Lines[^1].ShouldBe($"ran {Build}");
        second.Errors.ShouldBeEmpty();
        _tools.NativeStarts.ShouldBe(1);

        File.SetLastWriteTimeUtc(_checkout.PathOf($".build/{Build}.native/failed"), DateTime.UtcNow.AddDays(-2));
        await Run();
        WaitUntil(() => _tools.NativeStarts == 2);
    }

    [Fact]
    public async Task What_was_killed_half_way_is_not_taken_and_begun_again()
    {
        await Run("never");
        Directory.CreateDirectory(_checkout.PathOf($".build/{Build}.native"));
        _checkout.Write($".build/{Build}.native/release.dll", "half");

        (await Run("never")).Lines[^1].ShouldBe($"ran {Build}");
        (await Run("now")).Lines[^1].ShouldBe($"ran {Build}.native");
        _checkout.Read($".build/{Build}.native/release.dll").ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_not_taken_once_its_framework_has_gone()
    {
        await Run("now");
        _tools.RemoveFramework();

        var without = await Run("never");
        var anew = await Run("now");

        without.Compiled.ShouldBeFalse();
        without.Lines[^1].ShouldBe($"ran {Build}");
        anew.Lines[^1].ShouldBe($"ran {Build}.native");
        _tools.NativeStarts.ShouldBe(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_is_made_anew_for_a_framework_that_was_replaced_or_a_newer_one(bool beside)
    {
        await Run("now");
        _tools.ChangeFramework(beside);

        (await Run("never")).Lines[^1].ShouldBe($"ran {Build}");
        (await Run("now")).Lines[^1].ShouldBe($"ran {Build}.native");
        (await Run("now")).Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_goes_with_the_build_that_it_belongs_to()
    {
        await Run("now");
        var oldest = Build;
        foreach (var change in (string[])["// one", "// two"])
        {
            _checkout.Write("build/Pipeline/Program.cs", change);
            await Run("now");
        }

        _checkout.Builds().Count().ShouldBe(4);
        _checkout.Builds().ShouldNotContain(name => name.StartsWith(oldest, StringComparison.Ordinal));
    }

    private string Build => File.ReadLines(_checkout.PathOf(".build/current")).First();

    private bool HasNativeCode() => File.Exists(_checkout.PathOf($".build/{Build}.native/frameworks"));

    private Task<DoorRun> Run(string native = "") =>
        _checkout.Run([], path: _tools.Path, variable: ("RELEASE_NATIVE", native));

    private bool CanBeDeleted()
    {
        try
        {
            _checkout.Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void WaitUntil(Func<bool> condition) =>
        SpinWait.SpinUntil(condition, TimeSpan.FromMinutes(2)).ShouldBeTrue();
}
