using Microsoft.Extensions.Time.Testing;
using Pipeline.Terminal;
using Pipeline.Terminal.Live;
using Releases.Records;
using Releases.Rollout;
using Spectre.Console;
using Spectre.Console.Testing;

namespace Pipeline.Tests.Terminal.Live;

public sealed class LiveProgressTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(Lanes.Start);
    private readonly TestConsole _console = new TestConsole().EmitAnsiSequences().Colors(ColorSystem.Standard);

    public void Dispose() => _console.Dispose();

    [Fact]
    public void The_time_goes_on_while_nothing_happens()
    {
        var live = Started("uk");
        live.Show(Lanes.At(0, "uk", Stage.Migrate, RunEventKind.Started));

        _clock.Advance(TimeSpan.FromSeconds(75));

        Painted().ShouldContain("1m15s");
        LastFrame().ShouldContain("● 1m15s");
    }

    [Fact]
    public void Failures_and_trouble_stay_above_the_picture_and_steps_do_not()
    {
        var live = Started("uk");

        live.Show(Lanes.At(0, "uk", Stage.Migrate, RunEventKind.Started, "started"));
        live.Show(Lanes.At(1, "uk", Stage.Migrate, RunEventKind.Progress, "Job migration created"));
        live.Show(Lanes.At(2, "uk", Stage.Migrate, RunEventKind.Trouble, "does not answer"));
        live.Show(Lanes.At(3, "uk", Stage.Migrate, RunEventKind.Failed, "Job failed"));

        Painted().ShouldContain("03:04:07Z [uk] migrate: trouble: does not answer\n");
        Painted().ShouldContain("03:04:08Z [uk] migrate: FAILED: Job failed\n");
        Painted().ShouldNotContain("Z [uk] migrate: Job migration created");
    }

    [Fact]
    public void Before_the_lanes_begin_every_event_is_a_line()
    {
        var live = Live("uk");

        live.Show(Lanes.At(0, "uk", null, RunEventKind.Progress, "looking"));
        live.Say("checking");

        Painted().ShouldBe("03:04:05Z [uk] looking\n03:04:05Z checking\n");
    }

    [Theory]
    [InlineData(RunEventKind.Succeeded, false)]
    [InlineData(RunEventKind.Interrupted, true)]
    public void Only_what_was_stopped_half_way_leaves_its_picture(RunEventKind end, bool stays)
    {
        var live = Started("uk");
        live.Show(Lanes.At(0, "uk", Stage.Verify, RunEventKind.Started));
        live.Show(Lanes.At(1, "uk", Stage.Verify, end, "x"));

        live.Finish();
        live.Say("the end");

        Painted().Split("\e[J")[^1].Contains("Verify", StringComparison.Ordinal).ShouldBe(stays);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Painted().ShouldEndWith("the end\n");
    }

    [Theory]
    [InlineData(ColorSystem.Standard, true)]
    [InlineData(ColorSystem.NoColors, false)]
    public void Colours_are_left_out_where_nobody_wants_them(ColorSystem colours, bool areThere)
    {
        _console.Colors(colours);
        Started("uk").Show(Lanes.At(0, "uk", Stage.Migrate, RunEventKind.Started));
        _clock.Advance(TimeSpan.FromSeconds(1));

        LastFrame().Contains("\e[36m●", StringComparison.Ordinal).ShouldBe(areThere);
        LastFrame().Contains("\e[3", StringComparison.Ordinal).ShouldBe(areThere);
    }

    private LiveProgress Started(string region)
    {
        var live = Live(region);
        live.Start("Deploy 1.2.3", Lanes.AllStages);
        return live;
    }

    private LiveProgress Live(string region)
    {
        var screen = new Screen(_console.Profile.Out.Writer, new Lazy<IAnsiConsole>(_console));
        var waves = Lanes.WavesOf(region);
        var lines = new PlainProgress(screen.Writer, waves[0].Regions, _clock, Colouring.None, tailsMigrations: false);
        return new LiveProgress(screen, lines, waves, new Glyphs(IsUnicode: true), _clock);
    }

    private string Painted() => _console.Output.Replace("\r\n", "\n", StringComparison.Ordinal);

    private string LastFrame() => Painted().Split("\e[?2026h")[^1];
}
