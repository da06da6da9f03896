using Foundation.Secrets;
using Loopback;
using Releases.Notifying;
using Releases.Tests.Records;

namespace Releases.Tests.Notifying;

public sealed class WebhookSenderTests
{
    [Fact]
    public async Task What_a_webhook_answers_besides_its_status_is_not_waited_for()
    {
        await using var server = new LoopbackServer(async exchange =>
        {
            await exchange.BeginStreamAsync();
            await exchange.SilenceAsync();
        });
        using var sender = new WebhookSender(TimeProvider.System);

        await sender.SendAsync(
            new Webhook(WebhookKind.Json, "127.0.0.1", new Secret(server.Address.AbsoluteUri)),
            Notice.OfStart(SampleRecord.Failed),
            TestContext.Current.CancellationToken
        );

        server.Requests.ShouldHaveSingleItem();
    }
}
