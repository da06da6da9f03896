using System.Web;

namespace Loopback;

/// <summary>The words of an API server that a watch of pods needs.</summary>
internal static class WatchedPods
{
    public static string Pod(string name, string version, string phase = "Running") =>
        $$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{name}}","resourceVersion":"{{version}}" },"status":{"phase":"{{phase}}"} }""";

    public static string List(string version, params string[] pods) =>
        $$"""{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"{{version}}"},"items":[{{string.Join(',', pods)}}]}""";

    public static string Event(string type, string item) => $$"""{"type":"{{type}}","object":{{item}} }""" + "\n";

    public static string Gone =>
        Event("ERROR", """{"kind":"Status","code":410,"reason":"Expired","message":"too old resource version"}""");

    public static bool IsWatch(this Exchange exchange) => exchange.Query("watch") == "true";

    public static string? Query(this Exchange exchange, string name) =>
        HttpUtility.ParseQueryString(new Uri("http://x" + exchange.Path).Query)[name];
}
