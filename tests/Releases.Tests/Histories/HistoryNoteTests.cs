using System.Text;
using System.Text.Json.Nodes;
using Foundation.Secrets;
using Releases.Histories;
using Releases.Records;

namespace Releases.Tests.Histories;

public sealed class HistoryNoteTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void What_is_noted_reads_back_and_the_newest_comes_first()
    {
        var note = HistoryNote.Add(HistoryNote.Add(null, Entry(1)), Entry(2));

        HistoryNote.Read(note).ShouldBe([Entry(2), Entry(1)]);
    }

    [Fact]
    public void The_end_of_a_run_takes_the_place_of_its_beginning_also_when_another_began_meanwhile()
    {
        var ended = Entry(1) with
        {
            EndedAt = Start.AddHours(2),
            Outcome = Outcome.Failed,
            Serves = "1.2.2",
            Reason = "CrashLoopBackOff: web",
        };

        var note = HistoryNote.Add(HistoryNote.Add(HistoryNote.Add(null, Entry(1)), Entry(2)), ended);

        HistoryNote.Read(note).ShouldBe([Entry(2), ended]);
        HistoryNote.Add(note, ended).ShouldBe(note);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void Of_two_runs_in_the_same_second_of_the_cluster_the_one_that_began_later_comes_first(int first, int next)
    {
        var note = HistoryNote.Add(HistoryNote.Add(null, InTheSameSecond(first)), InTheSameSecond(next));
        note = HistoryNote.Add(note, InTheSameSecond(1) with { Outcome = Outcome.Succeeded });

        HistoryNote.Read(note).Select(entry => entry.Run).ShouldBe(["run 2", "run 1"]);

        static HistoryEntry InTheSameSecond(int number) =>
            Entry(1) with
            {
                Run = $"run {number}",
                Began = Start.AddMilliseconds(number),
            };
    }

    [Fact]
    public void Only_the_last_runs_are_kept()
    {
        var note = Enumerable
            .Range(1, 120)
            .Aggregate((string?)null, (text, number) => HistoryNote.Add(text, Entry(number)));

        HistoryNote.Read(note).Count.ShouldBe(HistoryNote.Most);
        HistoryNote.Read(note)[0].ShouldBe(Entry(120));
        HistoryNote.Read(note)[^1].ShouldBe(Entry(120 - HistoryNote.Most + 1));
    }

    [Fact]
    public void However_long_the_texts_are_a_note_stays_small()
    {
        string? note = null;
        foreach (var number in Enumerable.Range(1, 60))
        {
            var text = new string('ü', 100_000);
            note = HistoryNote.Add(
                note,
                Entry(number) with
                {
                    Actor = text,
                    Host = text,
                    Version = text,
                    From = text,
                    Reason = text,
                    Serves = text,
                    Job = text,
                    Target = text,
                }
            );
        }

        Encoding.UTF8.GetByteCount(note!).ShouldBeLessThanOrEqualTo(HistoryNote.Largest);
        HistoryNote.Read(note).Count.ShouldBeGreaterThan(5);
        HistoryNote.Read(note)[0].At.ShouldBe(Entry(60).At);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""[{"at":"2026-01-02T03:04:05Z"}]""")]
    [InlineData("""[{"at":"soon","target":"t","version":"v","actor":"a","host":"h","run":"r"}]""")]
    [InlineData("""[{"outcome":"odd","target":"t","version":"v","actor":"a","host":"h","run":"r"}]""")]
    [InlineData("[null]")]
    public void A_text_that_is_no_note_counts_as_none_and_is_replaced(string text)
    {
        HistoryNote.Read(text).ShouldBeEmpty();
        HistoryNote.Read(HistoryNote.Add(text, Entry(1))).ShouldBe([Entry(1)]);
    }

    // A rollback from the pipeline of an older tag runs the older tag's tool.
    [Fact]
    public void What_another_version_of_the_tool_has_noted_stays_as_it_is()
    {
        const string other = """{"outcome":"postponed","target":"t","version":"v","actor":"a","host":"h","run":"r"}""";
        var known = HistoryNote.Add(null, Entry(1)).TrimEnd(']').Replace("{", """{"approvedBy":"Bob",""");

        var note = HistoryNote.Add($"{known},{other}]", Entry(2));

        HistoryNote.Read(note).ShouldBe([Entry(2), Entry(1)]);
        note.ShouldContain(other);
        note.ShouldContain("\"approvedBy\":\"Bob\"");
    }

    [Fact]
    public void Neither_a_secret_nor_what_a_terminal_obeys_is_noted()
    {
        SecretKeeper.Open();
        _ = new Secret("hunter2-hunter2");

        var note = HistoryNote.Add(null, Entry(1) with { Reason = "token hunter2-hunter2\n\u001b[2J" });

        HistoryNote.Read(note).ShouldHaveSingleItem().Reason.ShouldBe("token *** \ufffd[2J");
    }

    [Theory]
    [InlineData("Deploy")]
    [InlineData("1.2.3-alpha")]
    [InlineData("Ada on laptop process 7 (0a)")]
    public void A_name_that_others_compare_stays_though_it_is_a_secret(string name)
    {
        SecretKeeper.Open();
        _ = new Secret(name);
        var entry = Entry(1) with { Target = name, Version = name, From = name, Serves = name, Run = name };

        var noted = HistoryNote.Read(HistoryNote.Add(null, entry)).ShouldHaveSingleItem();

        (noted.Target, noted.Version, noted.From, noted.Serves).ShouldBe((name, name, name, name));
        noted.IsOf(name).ShouldBeTrue();
        HistoryNote
            .Read(HistoryNote.Add(null, entry with { Serves = $"unknown: {name}" }))
            .ShouldHaveSingleItem()
            .Serves.ShouldBe("unknown: ***");
    }

    [Fact]
    public void The_note_holds_what_it_has_to_and_nothing_else() =>
        JsonNode
            .Parse(HistoryNote.Add(null, Entry(1)))!
            .ToJsonString()
            .ShouldBe(
                """[{"at":"2026-01-02T04:04:05Z","target":"Deploy","from":"1.2.2","version":"1.2.3","outcome":"running","actor":"Ada","host":"laptop","run":"Ada on laptop process 7 (0a)","began":"2026-01-02T03:04:05Z"}]"""
            );

    private static HistoryEntry Entry(int number) =>
        new()
        {
            At = Start.AddHours(number),
            Target = "Deploy",
            From = "1.2.2",
            Version = "1.2.3",
            Actor = "Ada",
            Host = "laptop",
            Run = "Ada on laptop process 7 (0a)",
            Began = Start,
        };
}
