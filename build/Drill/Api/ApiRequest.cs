namespace Drill.Api;

/// <summary>A request that a cluster was sent, for tests to look at.</summary>
/// <param name="Time">When it came, by the fleet's clock.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, without the query.</param>
/// <param name="Query">The query, with its question mark, or empty.</param>
/// <param name="ContentType">The body's media type, or empty.</param>
/// <param name="Body">The body, or empty.</param>
/// <param name="UserAgent">What the client calls itself.</param>
public sealed record ApiRequest(
    DateTimeOffset Time,
    string Method,
    string Path,
    string Query,
    string ContentType,
    string Body,
    string UserAgent
)
{
    /// <summary>It changes something: every method but GET.</summary>
    public bool IsWrite => Method != "GET";
}
