using Releases.Notifying;
using Releases.Records;

namespace Pipeline.Announcements;

/// <summary>A chat, or a program, behind a webhook.</summary>
/// <param name="webhook">Its address.</param>
/// <param name="sender">Sends to it.</param>
public sealed class WebhookAudience(Webhook webhook, WebhookSender sender) : IAudience
{
    /// <inheritdoc/>
    public Task PushedAsync(ReleaseRecord record, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task BeginAsync(ReleaseRecord record, CancellationToken cancellationToken) =>
        sender.SendAsync(webhook, Notice.OfStart(record), cancellationToken);

    /// <inheritdoc/>
    public Task EnterAsync(RegionRecord region, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task EndAsync(ReleaseRecord record, CancellationToken cancellationToken) =>
        sender.SendAsync(webhook, Notice.OfEnd(record), cancellationToken);
}
