using System.Text.Json.Nodes;
using Releases.Notifying;
using Releases.Records;

namespace Releases.Tests.Notifying;

public sealed class NoticeFormatTests
{
    private static readonly ReleaseRecord Record = new()
    {
        Target = "Deploy",
        Version = "1.2.3",
        Actor = "Ada <!channel> & *co*",
        Host = "laptop",
        StartedAt = DateTimeOffset.UnixEpoch,
        Outcome = Outcome.Failed,
        Regions =
        [
            new RegionRecord
            {
                Name = "uk",
                Provider = "aks",
                Wave = 1,
                Outcome = Outcome.Failed,
                Failure = new FailureRecord(null, "Boom", "[click](https://example.invalid)"),
            },
        ],
    };

    [Theory]
    [InlineData("", ".")]
    [InlineData("--allow-downgrade --exclusive", ", past --allow-downgrade, --exclusive.")]
    public void What_a_run_goes_past_is_said_when_it_begins(string guards, string end) =>
        Notice
            .OfStart(Record with { Overruled = guards.Split(' ', StringSplitOptions.RemoveEmptyEntries) })
            .Text.Split('\n')[0]
            .ShouldEndWith($"from {Record.Host}{end}");

    [Fact]
    public void Slack_gets_text_in_which_nothing_is_markup()
    {
        var sent = JsonNode.Parse(NoticeFormat.Write(Notice.OfEnd(Record), WebhookKind.Slack))!;

        sent["text"]!
            .GetValue<string>()
            .ShouldBe(
                "Deploy 1.2.3 failed: done in no region; not in uk, by Ada &lt;!channel&gt; &amp; *co*.\n"
                    + "uk: Boom: [click](https://example.invalid)"
            );
        sent["mrkdwn"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public void Teams_gets_an_adaptive_card_of_plain_text_runs()
    {
        var sent = JsonNode.Parse(NoticeFormat.Write(Notice.OfEnd(Record), WebhookKind.Teams))!;

        sent["type"]!.GetValue<string>().ShouldBe("message");
        var attachment = sent["attachments"]!.AsArray().ShouldHaveSingleItem()!;
        attachment["contentType"]!.GetValue<string>().ShouldBe("application/vnd.microsoft.card.adaptive");
        var blocks = attachment["content"]!["body"]!.AsArray();
        blocks.Select(block => block!["type"]!.GetValue<string>()).ShouldBe(["RichTextBlock", "RichTextBlock"]);
        blocks[1]!["inlines"]![0]!["text"]!.GetValue<string>().ShouldBe("uk: Boom: [click](https://example.invalid)");
    }

    [Fact]
    public void Programs_get_the_facts()
    {
        var sent = JsonNode.Parse(NoticeFormat.Write(Notice.OfStart(Record), WebhookKind.Json))!;

        sent["event"]!.GetValue<string>().ShouldBe("started");
        sent["actor"]!.GetValue<string>().ShouldBe(Record.Actor);
        sent["regions"]![0]!.ToJsonString().ShouldBe("""{"name":"uk","from":null,"outcome":"failed"}""");
    }

    [Fact]
    public void The_start_tells_what_is_in_the_release_and_programs_get_all_of_it()
    {
        var record = Record with
        {
            Contents =
            [
                new("1.2.2", ["uk"])
                {
                    Added = [.. Enumerable.Range(1, 7).Select(at => new ContentEntry("c", $"T{at}", $"a/b!{at}"))],
                    AddedCount = 7,
                },
            ],
        };

        Notice
            .OfStart(record)
            .Text.Split('\n')[1]
            .ShouldBe("1.2.2 -> 1.2.3 brings 7 merge requests to uk: !1 T1; !2 T2; !3 T3; !4 T4; !5 T5; and 2 more");
        var sent = JsonNode.Parse(NoticeFormat.Write(Notice.OfEnd(record), WebhookKind.Json))!;
        sent["contents"]![0]!["added"]!.AsArray().Count.ShouldBe(7);
        sent["contents"]![0]!["added"]![6]!["mergeRequest"]!.GetValue<string>().ShouldBe("a/b!7");
    }

    [Fact]
    public void A_start_without_anything_new_says_so() =>
        Notice
            .OfStart(Record with { Contents = [new("1.2.3", ["uk"])] })
            .Text.ShouldEndWith("\n1.2.3 brings nothing to uk: it is live there.");

    [Fact]
    public void Many_regions_are_counted_and_long_reasons_cut()
    {
        var record = Record with
        {
            Regions =
            [
                .. Enumerable
                    .Range(1, 100)
                    .Select(number => new RegionRecord
                    {
                        Name = $"r{number}",
                        Provider = "aks",
                        Wave = 1,
                    }),
            ],
            Problems = [new string('x', 5_000)],
        };

        Notice.OfEnd(record).Text.Length.ShouldBeLessThan(500);
        Notice.OfStart(record).Text.ShouldContain("goes to 100 regions");
    }
}
