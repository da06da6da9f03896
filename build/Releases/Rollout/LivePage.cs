using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Foundation.Http;
using Foundation.Limits;
using Foundation.Timing;
using Releases.Fleets;

namespace Releases.Rollout;

/// <summary>Reads the version that a region's public page shows.</summary>
/// <param name="http">The client. It follows redirects, as a browser does.</param>
public sealed class LivePage(HttpClient http)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    // A longer text is no image tag (OCI distribution specification, "Pulling manifests").
    private const int LongestTag = 128;

    /// <summary>Reads the page once.</summary>
    /// <param name="url">The page.</param>
    /// <param name="pattern">The fleet's pattern, see <see cref="Fleet.PagePattern"/>.</param>
    /// <param name="time">The clock of the limit.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<LivePageReading> ReadAsync(
        Uri url,
        string pattern,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            // A cached page may show an older version.
            request.Headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!response.IsSuccessStatusCode)
                return LivePageReading.Without($"it answers {(int)response.StatusCode} {response.StatusCode}");
            // The server may name any charset, also an unknown one. Versions are ASCII.
            var page = Encoding.UTF8.GetString(
                await BoundedRead.BytesAsync(response.Content, InputLimits.WebAnswer, either.Token)
            );
            var version = FindVersion(page, pattern);
            return version is null
                ? LivePageReading.Without($"it shows no version that matches '{pattern}'")
                : new LivePageReading(version, $"it shows {version}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return LivePageReading.Without($"it does not answer within {DurationText.OfLimit(Limit)}");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return LivePageReading.Without(
                $"it cannot be read: {ConnectionTrouble.Of(exception).Words.ReplaceLineEndings(" ")}"
            );
        }
    }

    /// <summary>The last version that matches on a page.</summary>
    public static string? FindVersion(string page, string pattern)
    {
        var expression = pattern.Replace(
            WorkloadRule.VersionPlaceholder,
            "(?<version>[A-Za-z0-9_][A-Za-z0-9_.-]*)",
            StringComparison.Ordinal
        );
        // Without backtracking no page can keep the search busy. Only one match at a time is kept,
        // so no page can fill the memory.
        Match? last = null;
        for (
            var match = new Regex(expression, RegexOptions.NonBacktracking).Match(page);
            match.Success;
            match = match.NextMatch()
        )
            last = match;
        var version = last?.Groups["version"].Value.TrimEnd('.', '-');
        return version?.Length <= LongestTag ? version : null;
    }
}

/// <summary>The result of reading a live page.</summary>
/// <param name="Version">The version that it shows, or <see langword="null"/>.</param>
/// <param name="Text">The result in words, to follow the page's address.</param>
public sealed record LivePageReading(string? Version, string Text)
{
    internal static LivePageReading Without(string text) => new(null, text);
}
