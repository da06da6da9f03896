namespace Clusters.Calls;

/// <summary>Tells calls whose answer flows on for minutes from calls that are answered at once.</summary>
internal static class StreamedCall
{
    private static readonly HttpRequestOptionsKey<bool> Key = new("releases.streamed");

    /// <summary>Marks a call whose caller reads the body as it comes, with limits of its own.</summary>
    public static void Mark(HttpRequestMessage request) => request.Options.Set(Key, true);

    public static bool Is(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out var marked) && marked || IsWatch(request) || Asks(request, "follow=true");

    /// <summary>Whether the server begins its answer at once, whenever the first event comes.</summary>
    public static bool IsWatch(HttpRequestMessage request) => Asks(request, "watch=true");

    private static bool Asks(HttpRequestMessage request, string parameter) =>
        request.RequestUri is { } uri
        && uri.Query.TrimStart('?').Split('&').Contains(parameter, StringComparer.Ordinal);
}
