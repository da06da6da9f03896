using Releases.Notifying;

namespace Pipeline.Options;

/// <summary>Reads who is told of a run.</summary>
internal static class WebhookOptions
{
    /// <summary>The webhooks of <c>--notify</c> or <c>RELEASE_NOTIFY</c>.</summary>
    public static IReadOnlyList<Webhook> Read(OptionReader reader)
    {
        var texts = reader.List("notify", ' ');
        var webhooks = texts.Select(Webhook.TryParse).OfType<Webhook>().ToArray();
        // Not even a wrong one is shown: most of it is right, and a secret.
        if (webhooks.Length < texts.Count)
            reader.Note(
                "--notify or RELEASE_NOTIFY: not the https address of a webhook (https://…, or slack+, teams+, json+)"
            );
        return webhooks;
    }
}
