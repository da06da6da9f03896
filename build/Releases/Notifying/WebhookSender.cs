using System.Text;
using Foundation.Failures;
using Foundation.Http;
using Foundation.Timing;

namespace Releases.Notifying;

/// <summary>Sends notices to webhooks.</summary>
/// <param name="time">The clock of the limit.</param>
public sealed class WebhookSender(TimeProvider time) : IDisposable
{
    /// <summary>The time limit of one answer.</summary>
    public static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(HttpTransport.Create()) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Sends a notice.</summary>
    /// <exception cref="ReleaseException">The notice did not arrive. The error names the host only.</exception>
    public async Task SendAsync(Webhook webhook, Notice notice, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(AnswerLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var content = new StringContent(
                NoticeFormat.Write(notice, webhook.Kind),
                Encoding.UTF8,
                "application/json"
            );
            using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Address.Reveal()) { Content = content };
            // Only the status matters. The body is not read, however long it is.
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!response.IsSuccessStatusCode)
                throw new ReleaseException(
                    $"{webhook.Host} did not take the notice: {(int)response.StatusCode} {response.StatusCode}"
                );
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ReleaseException(
                $"{webhook.Host} did not take the notice within {DurationText.OfLimit(AnswerLimit)}"
            );
        }
        catch (HttpRequestException failure)
        {
            throw new ReleaseException($"{webhook.Host} cannot be notified: {failure.HttpRequestError}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
