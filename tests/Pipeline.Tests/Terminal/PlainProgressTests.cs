using System.Text;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Terminal;
using Releases.Fleets;
using Releases.Records;
using Releases.Rollout;

namespace Pipeline.Tests.Terminal;

public sealed class PlainProgressTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 5, 4, 5, TimeSpan.FromHours(2));

    [Theory]
    [InlineData(RunEventKind.Started, "03:04:05Z [uk]    set image: x")]
    [InlineData(RunEventKind.Progress, "03:04:05Z [uk]    set image: x")]
    [InlineData(RunEventKind.Waiting, "03:04:05Z [uk]    set image: x")]
    [InlineData(RunEventKind.Skipped, "03:04:05Z [uk]    set image: x")]
    [InlineData(RunEventKind.MigrationLog, "03:04:05Z [uk]    set image: | x")]
    [InlineData(RunEventKind.Trouble, "03:04:05Z [uk]    set image: trouble: x")]
    [InlineData(RunEventKind.Succeeded, "03:04:05Z [uk]    set image: done: x")]
    [InlineData(RunEventKind.Failed, "03:04:05Z [uk]    set image: FAILED: x")]
    [InlineData(RunEventKind.Refused, "03:04:05Z [uk]    set image: refused: x")]
    [InlineData(RunEventKind.Interrupted, "03:04:05Z [uk]    set image: INTERRUPTED: x")]
    public void An_event_is_one_line_with_its_time_region_and_stage(RunEventKind kind, string line) =>
        Shown(new RunEvent(At, "uk", Stage.SetImage, kind, "x")).ShouldBe(line);

    [Fact]
    public void A_terminal_that_is_gone_does_not_end_the_release()
    {
        var view = new PlainProgress(
            new GoneTerminal(),
            [],
            TimeProvider.System,
            Colouring.None,
            tailsMigrations: false
        );

        Should.NotThrow(() => view.Say("a line that nobody sees"));
    }

    [Fact]
    public void Outside_of_a_stage_there_is_none() =>
        Shown(new RunEvent(At, "qatar", null, RunEventKind.Progress, "x")).ShouldBe("03:04:05Z [qatar] x");

    [Fact]
    public void A_line_of_the_run_itself_has_the_time_of_the_clock()
    {
        var output = new StringWriter();

        Plain(output, [], new FakeTimeProvider(At)).Say("hello");

        output.ToString().TrimEnd().ShouldBe("03:04:05Z hello");
    }

    [Theory]
    [InlineData("\e[31mred\e[0m", "\uFFFD[31mred\uFFFD[0m")]
    [InlineData("\e]0;title\a", "\uFFFD]0;title\uFFFD")]
    [InlineData("section_start:1:x\r\e[0KHeader", "section_start:1:x \uFFFD[0KHeader")]
    [InlineData("a\nb\r\nc", "a b c")]
    [InlineData("a\0b\bc\u009bd", "a\uFFFDb\uFFFDc\uFFFDd")]
    [InlineData("tabs\tstay", "tabs\tstay")]
    [InlineData("é 漢 🚀", "é 漢 🚀")]
    public void What_others_wrote_cannot_command_the_terminal(string text, string shown) =>
        Shown(new RunEvent(At, "qatar", null, RunEventKind.Progress, text)).ShouldBe($"03:04:05Z [qatar] {shown}");

    [Fact]
    public void Whatever_is_said_stays_one_line() =>
        Gen.String.Sample(text =>
        {
            var output = new StringWriter();
            Plain(output, [], TimeProvider.System).Say(text);
            var line = output.ToString();
            line.EndsWith(Environment.NewLine, StringComparison.Ordinal).ShouldBeTrue();
            line[..^Environment.NewLine.Length].Any(letter => char.IsControl(letter) && letter != '\t').ShouldBeFalse();
        });

    [Fact]
    public void A_line_without_an_end_is_cut()
    {
        var line = Shown(new RunEvent(At, "qatar", null, RunEventKind.Progress, new string('x', 5000)));

        line.Length.ShouldBeLessThan(2100);
        line.ShouldEndWith("x…");
    }

    [Fact]
    public async Task Lines_of_many_lanes_do_not_mix()
    {
        var output = new StringWriter();
        var progress = Plain(output, [], TimeProvider.System);

        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(lane =>
                    Task.Run(() =>
                    {
                        for (var line = 0; line < 50; line++)
                            progress.Show(new RunEvent(At, $"r{lane}", null, RunEventKind.Progress, "text"));
                    })
                )
        );

        var lines = output.ToString().TrimEnd().Split(Environment.NewLine);
        lines.Length.ShouldBe(400);
        lines.ShouldAllBe(line => line.StartsWith("03:04:05Z [r") && line.EndsWith("] text"));
    }

    [Fact]
    public void The_migrations_logs_are_shown_to_those_who_asked()
    {
        var output = new StringWriter();
        var view = new PlainProgress(output, [], TimeProvider.System, Colouring.None, tailsMigrations: false);

        view.Show(new RunEvent(At, "uk", Stage.Migrate, RunEventKind.MigrationLog, "Applying"));

        output.ToString().ShouldBeEmpty();
    }

    // GitLab's runner drops what comes after 4 MiB of a job's log: the last screen.
    [Theory]
    [InlineData("Applying", 5_000)]
    [InlineData("漢", 5_000)]
    [InlineData("long", 500)]
    public void The_log_of_a_migration_that_writes_without_end_leaves_room_for_the_last_screen(string text, int shown)
    {
        var line = text == "long" ? new string('x', 1_000) : text;
        var output = new StringWriter();
        Region[] regions = [.. Enumerable.Range(0, 7).Select(number => RegionOf($"r{number}"))];
        var view = Plain(output, regions, TimeProvider.System);

        for (var count = 0; count < 6_000; count++)
        {
            foreach (var region in regions)
                view.Show(new RunEvent(At, region.Name, Stage.Migrate, RunEventKind.MigrationLog, line));
        }
        view.Show(new RunEvent(At, "r1", Stage.Migrate, RunEventKind.Failed, "it failed"));

        var said = output.ToString();
        Encoding.UTF8.GetByteCount(said).ShouldBeLessThan(4 * 1024 * 1024);
        var lines = said.TrimEnd().Split(Environment.NewLine);
        foreach (var region in regions)
        {
            var own = lines.Where(each => each.Contains($" [{region.Name}]", StringComparison.Ordinal)).ToArray();
            own.Count(each => each.EndsWith($"| {line}", StringComparison.Ordinal)).ShouldBe(shown);
            var rest = own.Single(each => each.Contains("no more of this log is shown", StringComparison.Ordinal));
            rest.ShouldContain("kubectl --kubeconfig ");
            rest.ShouldContain(" logs ");
            rest.ShouldNotContain("| ");
        }
        lines[^1].ShouldEndWith("FAILED: it failed");
    }

    [Theory]
    [InlineData(RunEventKind.Failed, "[uk] \e[31mFAILED: x\e[0m")]
    [InlineData(RunEventKind.Succeeded, "[uk] \e[32mdone: x\e[0m")]
    [InlineData(RunEventKind.Trouble, "[uk] \e[33mtrouble: x\e[0m")]
    [InlineData(RunEventKind.Progress, "[uk] x")]
    public void Colours_are_for_what_matters(RunEventKind kind, string line)
    {
        var output = new StringWriter();
        var view = new PlainProgress(output, [], TimeProvider.System, new Colouring(isOn: true), true);

        view.Show(new RunEvent(At, "uk", null, kind, "x"));

        output.ToString().TrimEnd().ShouldBe($"03:04:05Z {line}");
    }

    private static PlainProgress Plain(TextWriter output, IEnumerable<Region> regions, TimeProvider clock) =>
        new(output, regions, clock, Colouring.None, tailsMigrations: true);

    private static string Shown(RunEvent happened)
    {
        var output = new StringWriter();
        Plain(output, [RegionOf("qatar")], TimeProvider.System).Show(happened);
        return output.ToString()[..^Environment.NewLine.Length];
    }

    private static Region RegionOf(string name) =>
        new()
        {
            Name = name,
            Provider = Provider.Gke,
            Cluster = name,
        };

    private sealed class GoneTerminal : StringWriter
    {
        public override void WriteLine(string? value) => throw new IOException("Input/output error");
    }
}
