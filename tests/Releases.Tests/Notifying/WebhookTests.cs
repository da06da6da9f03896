using Foundation.Secrets;
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

    [Theory]
    [InlineData("https://hooks.example.com/megforms")]
    [InlineData("https://hooks.example.com/deploy")]
    [InlineData("json+https://hooks.example.com/hooks/release-notices")]
    [InlineData("https://hooks.example.com/")]
    public void A_path_that_anybody_would_guess_is_no_secret_by_itself(string address)
    {
        SecretKeeper.Open();
        Webhook.TryParse(address).ShouldNotBeNull();
        const string others = "megforms.azurecr.io/megforms:1.2.3 /deploy /hooks/release-notices /";

        SecretKeeper.Redact(others).ShouldBe(others);
        SecretKeeper.Redact(address).ShouldNotContain("hooks.example.com");
    }

    [Theory]
    [InlineData("https://hooks.slack.com/services/T000/B000/", "/services/T000/B000/XXXXXXXXXXXX4711XXXXXXXX")]
    [InlineData("https://hooks.slack.com/services/T000/B000/", "/services/T000/B000/aBcDeFgHiJkLmNoPqRsTuVwX")]
    [InlineData("https://chat.example/hooks/", "/hooks/4xp9fdt7zpdy7ecs1hqb7hqoyr")]
    [InlineData("https://x.webhook.office.com/", "/webhookb2/8d3b0f6a-5a6e-4c1d-9f5e-0a1b2c3d4e5f/IncomingWebhook/1")]
    [InlineData("https://x.logic.azure.com/", "/workflows/1/run?sig=Zm9vYmFyYmF6MTIzNDU2Nzg5")]
    public void A_path_with_a_token_is_one(string server, string path)
    {
        SecretKeeper.Open();
        var address = new Uri(new Uri(server), path).AbsoluteUri;
        Webhook.TryParse(address).ShouldNotBeNull();

        SecretKeeper.Redact($"POST {path} failed").ShouldBe("POST *** failed");
    }
}
