using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Foundation.Failures;
using Foundation.Http;
using Foundation.Json;
using Foundation.Limits;
using Foundation.Secrets;
using Foundation.Text;
using Foundation.Timing;
using Pipeline.Tools;

namespace Pipeline.Clouds;

/// <summary>
/// Calls of a cloud's own API. A refusal that the cloud's command line would explain is explained in the same words;
/// everything else is an <see cref="UnexpectedAnswerException"/>.
/// </summary>
/// <param name="time">The clock of the limit.</param>
public sealed class CloudCall(TimeProvider time) : IDisposable
{
    // As long as the command lines take for a whole login on a slow day.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private const string NetworkStep = "check the network and the proxy settings, and try again";

    private readonly HttpClient _client = new(HttpTransport.Create()) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Sends a request and reads its answer as JSON.</summary>
    /// <param name="request">The request, without its token.</param>
    /// <param name="token">The token that goes with it, if one does.</param>
    /// <param name="refusals">How a refusal is worded.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ReleaseException">The cloud refuses, for a reason that is known.</exception>
    /// <exception cref="UnexpectedAnswerException">It answers something else, or not at all.</exception>
    public async Task<JsonElement> SendAsync(
        HttpRequestMessage request,
        Secret? token,
        CloudRefusals refusals,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(refusals);
        var host = request.RequestUri!.Host;
        // A token goes to servers that prove who they are, and to this machine.
        if (
            request.RequestUri.Scheme != Uri.UriSchemeHttps
            && !(request.RequestUri.Scheme == Uri.UriSchemeHttp && request.RequestUri.IsLoopback)
        )
            throw new UnexpectedAnswerException($"{host} has no https address");
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var response = await _client.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                either.Token
            );
            var body = await BoundedRead.BytesAsync(response.Content, InputLimits.WebAnswer, either.Token);
            var json = LooseJson.TryParse(Encoding.UTF8.GetString(body));
            return response.StatusCode == HttpStatusCode.OK
                ? json ?? throw new UnexpectedAnswerException($"{host} answered something that is not JSON")
                : throw refusals.Of(host, response.StatusCode, json);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UnexpectedAnswerException($"{host} did not answer within {DurationText.OfLimit(Limit)}")
            {
                NextStep = NetworkStep,
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            var trouble = ConnectionTrouble.Of(exception);
            throw new UnexpectedAnswerException($"{host} cannot be reached: {trouble.Words}", exception)
            {
                NextStep = trouble.NextStep ?? NetworkStep,
            };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}

/// <summary>How the refusals of one question are worded: as those of the command line that asks the same.</summary>
/// <param name="Command">The command, such as <c>az aks get-credentials</c>.</param>
/// <param name="Hints">The refusals to recognise.</param>
public sealed record CloudRefusals(string Command, IReadOnlyList<FailureHint> Hints)
{
    internal Exception Of(string host, HttpStatusCode status, JsonElement? body)
    {
        // An object of an API, the first one of a registry's list, or the two texts of OAuth.
        var error = body?.Find("error") ?? body?.Items("errors").Select(first => (JsonElement?)first).FirstOrDefault();
        var message = error?.Text("message") ?? body?.Text("error_description");
        var code = error?.Text("code") ?? error?.Text("status") ?? CodeOfEntra(message) ?? ShortOf(error?.Text());
        // Azure's command line writes "(ResourceNotFound) …", Google's "ResponseError: code=404, message=…".
        string[] lines = [$"({code}) {message}", $"code={(int)status}, message={message}"];
        return FailureHint.Find(Hints, lines) is { } hint
            ? new ReleaseException($"{Command}: {hint.Message}", hint.NextStep)
            : new UnexpectedAnswerException($"{host} answered {(int)status}{(code is null ? "" : $" {code}")}")
            {
                Status = status,
            };
    }

    private const int LongestCode = 80;

    // Whoever answers decides how long it is.
    private static string? ShortOf(string? code) =>
        code is null ? null : Shortened.To(code.ReplaceLineEndings(" "), LongestCode);

    // Of its own codes people find more than of OAuth's.
    private static string? CodeOfEntra(string? message) =>
        message?.StartsWith("AADSTS", StringComparison.Ordinal) == true
            ? Shortened.To(message.Split(':')[0], LongestCode)
            : null;
}

/// <summary>
/// A cloud's API did not answer as it is documented to. The command line may know better: it is asked instead, unless
/// the environment has said who logs in.
/// </summary>
public sealed class UnexpectedAnswerException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>
    /// What helps where no answer came, since something stands between here and the cloud; <see langword="null"/> for
    /// every answer.
    /// </summary>
    public string? NextStep { get; init; }

    /// <summary>How the cloud refused; <see langword="null"/> where it did not.</summary>
    public HttpStatusCode? Status { get; init; }
}
