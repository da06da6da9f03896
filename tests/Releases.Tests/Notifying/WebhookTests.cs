using Releases.Notifying;

namespace Releases.Tests.Notifying;

public sealed class WebhookTests
{
    [Theory]
    [InlineData("https://hooks.slack.com/services/T/B/x", WebhookKind.Slack)]
    [InlineData("https://example.webhook.office.com/webhookb2/x", WebhookKind.Teams)]
    [InlineData("https://prod-1.westeurope.logic.azure.com:443/workflows/x", WebhookKind.Teams)]
    [InlineData("https://chat.example/hooks/x", WebhookKind.Json)]
    [InlineData("slack+https://chat.example/hooks/x", WebhookKind.Slack)]
    [InlineData("teams+https://chat.example/hooks/x", WebhookKind.Teams)]
    [InlineData("http://127.0.0.1:9/x", WebhookKind.Json)]
    public void The_address_says_what_is_sent(string text, WebhookKind kind) =>
        Webhook.TryParse(text).ShouldNotBeNull().Kind.ShouldBe(kind);

    [Theory]
    [InlineData("")]
    [InlineData("hooks.slack.com/x")]
    [InlineData("http://chat.example/x")]
    [InlineData("ftp://chat.example/x")]
    [InlineData("pager+https://chat.example/x")]
    [InlineData("https://")]
    public void What_is_no_address_or_would_be_sent_in_the_clear_is_none(string text) =>
        Webhook.TryParse(text).ShouldBeNull();

    [Fact]
    public void It_prints_without_its_secret() =>
        Webhook.TryParse("https://hooks.slack.com/services/secret")!.ToString().ShouldNotContain("secret");
}
