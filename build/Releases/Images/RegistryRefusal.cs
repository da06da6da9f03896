using System.Net;
using System.Text;
using Foundation.Failures;
using Foundation.Json;
using Foundation.Limits;
using Foundation.Text;

namespace Releases.Images;

/// <summary>
/// What a registry says when it refuses, in the form of the distribution specification ("Error Codes"). Who is not
/// known to it (401) needs another password; who is refused all the same (403) needs a right, or another network.
/// </summary>
internal static class RegistryRefusal
{
    private const int LongestMessage = 200;

    /// <summary>Whether an answer is a refusal.</summary>
    public static bool Is(HttpStatusCode status) => status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

    /// <summary>The failure.</summary>
    /// <param name="what">What is refused by whom, such as "registry.example refuses to show team/app".</param>
    /// <param name="response">The answer.</param>
    /// <param name="cancellationToken">Stops reading it.</param>
    public static async Task<ReleaseException> OfAsync(
        string what,
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        var words = await WordsAsync(response, cancellationToken);
        return new ReleaseException(
            $"{what} ({(int)response.StatusCode}){(words.Length == 0 ? "." : $": {words}")}",
            response.StatusCode == HttpStatusCode.Forbidden
                ? "Ask who runs the registry: its firewall may keep this machine out, or the user lacks the right."
                : "Check the registry's user and password."
        );
    }

    // Whoever answers decides what it says, and how much of it.
    private static async Task<string> WordsAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var body = await BoundedRead.BytesAsync(response.Content, InputLimits.WebAnswer, cancellationToken);
            var message = LooseJson
                .TryParse(Encoding.UTF8.GetString(body))
                ?.Items("errors")
                .Select(error => error.Text("message"))
                .FirstOrDefault();
            return VisibleText.Line(Shortened.To(message ?? "", LongestMessage)).Trim();
        }
        catch (TooLargeException)
        {
            return "";
        }
    }
}
