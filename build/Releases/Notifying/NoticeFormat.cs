using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Releases.Records;

namespace Releases.Notifying;

/// <summary>A notice in the form that each kind of webhook takes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(RecordFormat.OutcomeNames)]
)]
[JsonSerializable(typeof(Notice))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class NoticeFormat : JsonSerializerContext
{
    public static string Write(Notice notice, WebhookKind kind) =>
        kind switch
        {
            WebhookKind.Slack => Slack(notice).ToJsonString(),
            WebhookKind.Teams => Teams(notice).ToJsonString(),
            WebhookKind.Json => JsonSerializer.Serialize(notice, Default.Notice),
        };

    // Slack's documentation, "Formatting text": these three are control characters, and all others are not. Without
    // `mrkdwn` an asterisk in a log line stays an asterisk.
    private static JsonObject Slack(Notice notice) =>
        new()
        {
            ["text"] = notice
                .Text.Replace("&", "&amp;", StringComparison.Ordinal)
                .Replace("<", "&lt;", StringComparison.Ordinal)
                .Replace(">", "&gt;", StringComparison.Ordinal),
            ["mrkdwn"] = false,
        };

    // A TextBlock would read a log line as Markdown. A TextRun shows it as it is.
    private static JsonObject Teams(Notice notice) =>
        new()
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(
                new JsonObject
                {
                    ["contentType"] = "application/vnd.microsoft.card.adaptive",
                    ["content"] = new JsonObject
                    {
                        ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                        ["type"] = "AdaptiveCard",
                        ["version"] = "1.4",
                        ["body"] = new JsonArray([.. notice.Text.Split('\n').Select(Line)]),
                    },
                }
            ),
        };

    private static JsonNode Line(string text) =>
        new JsonObject
        {
            ["type"] = "RichTextBlock",
            ["inlines"] = new JsonArray(new JsonObject { ["type"] = "TextRun", ["text"] = text }),
        };
}
