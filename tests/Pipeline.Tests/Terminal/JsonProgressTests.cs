using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Running;
using Pipeline.Terminal;
using Pipeline.Tests.Drills;
using Releases.Records;
using Releases.Rollout;

namespace Pipeline.Tests.Terminal;

/// <summary>The events of a run as programs read them.</summary>
public sealed class JsonProgressTests
{
    private static readonly string[] Names = ["time", "region", "stage", "state", "seconds", "message"];
    private static readonly DateTimeOffset At = new(2026, 1, 2, 5, 4, 5, TimeSpan.FromHours(2));

    [Fact]
    public void An_event_is_one_line_with_the_documented_names()
    {
        var lines = Shown(view =>
        {
            view.Show(new RunEvent(At, "uk", Stage.SetImage, RunEventKind.Started, "started"));
            view.Show(
                new RunEvent(At.AddSeconds(1.5), "uk", Stage.SetImage, RunEventKind.Succeeded, "a \"b\"\n\e[31m")
            );
        });

        lines[0]
            .ShouldBe(
                """{"time":"2026-01-02T03:04:05Z","region":"uk","stage":"SetImage","state":"started","seconds":0,"message":"started"}"""
            );
        var done = JsonDocument.Parse(lines[1]).RootElement;
        done.GetProperty("time").GetString().ShouldBe("2026-01-02T03:04:06.5Z");
        done.GetProperty("state").GetString().ShouldBe("done");
        done.GetProperty("seconds").GetDouble().ShouldBe(1.5);
        done.GetProperty("message").GetString()!.ShouldStartWith("a \"b\"");
        lines.Length.ShouldBe(2);
    }

    [Fact]
    public void A_line_of_the_run_itself_has_no_region()
    {
        var line = JsonDocument.Parse(Shown(view => view.Say("checking")).ShouldHaveSingleItem()).RootElement;

        line.EnumerateObject().Select(property => property.Name).ShouldBe(Names);
        line.GetProperty("region").ValueKind.ShouldBe(JsonValueKind.Null);
        line.GetProperty("state").GetString().ShouldBe("message");
    }

    [Fact]
    public void Logs_of_migrations_are_among_them_only_when_they_are_followed()
    {
        var log = new RunEvent(At, "uk", Stage.Migrate, RunEventKind.MigrationLog, "x");

        Shown(view => view.Show(log)).ShouldBeEmpty();
        Shown(view => view.Show(log), tails: true).ShouldHaveSingleItem().ShouldContain("\"state\":\"log\"");
    }

    [Fact]
    public void Every_state_is_documented_and_every_documented_name_is_there()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "records.md"));
        var states = Enum.GetValues<RunEventKind>()
            .Select(kind => Shown(view => view.Show(new RunEvent(At, "uk", null, kind, "x")), tails: true).Single())
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("state").GetString()!)
            .Append("message")
            .ToArray();

        states.ShouldBeUnique();
        foreach (var name in states.Concat(Names))
            page.ShouldContain($"`{name}`");
    }

    [Fact]
    public async Task A_run_writes_nothing_else_to_standard_output_and_no_secret()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = await fleet.RunAsync("Deploy", "--progress=json", $"--actor=x{StagedFleet.Password}x");

        run.ShouldEndWith(ExitCode.Done);
        var events = run
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToArray();
        events.ShouldAllBe(line => line.EnumerateObject().Select(property => property.Name).SequenceEqual(Names));
        events
            .Where(line => line.GetProperty("region").GetString() == "north")
            .Where(line => line.GetProperty("state").GetString() == "done")
            .Select(line => line.GetProperty("stage").GetString())
            .ShouldBe(["Migrate", "SetImage", "Verify"]);
        run.Output.ShouldNotContain(StagedFleet.Password);
        run.Errors.ShouldContain("Deploy 1.2.3 succeeded");
    }

    [Fact]
    public async Task Events_and_the_record_do_not_share_standard_output()
    {
        var run = await CommandRun.OfAsync(
            ["--target=Deploy", "--version=1.2.3", "--progress=json", "--output=json"],
            new Dictionary<string, string>(),
            TestContext.Current.CancellationToken
        );

        run.ShouldEndWith(ExitCode.Usage)
            .Errors.TrimEnd()
            .ShouldBe(
                "error: --progress=json: --output=json has standard output to itself; leave one out, --record=FILE keeps the record"
            );
    }

    private static string[] Shown(Action<JsonProgress> show, bool tails = false)
    {
        using var output = new StringWriter();
        show(new JsonProgress(output, new FakeTimeProvider(At), tails));
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
