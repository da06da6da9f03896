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
