using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Drill.Storage;

namespace Drill.Api;

/// <summary>Lists objects, by selectors and page by page.</summary>
internal static class ListEndpoint
{
    private const string TooOld =
        "The provided continue parameter is too old to display a consistent list result. You can start a new list without the"
        + " continue parameter.";

    public static Task AnswerAsync(ApiCall call)
    {
        var (page, metadata) = call.Plane.Do(() => Page(call));
        return Rendering.For(call).WriteListAsync(call, page, metadata);
    }

    /// <summary>All objects that match the call's path and selectors.</summary>
    /// <exception cref="ApiFailure">A selector cannot be read.</exception>
    public static IEnumerable<Stored> Matching(ApiCall call)
    {
        var selection = Selection.Of(call);
        return call.Plane.Store.List(call.Kind, call.Namespace).Where(selection.Matches);
    }

    private static (IReadOnlyList<Stored> Page, JsonObject Metadata) Page(ApiCall call)
    {
        var store = call.Plane.Store;
        var version = store.Version;
        var rest = Matching(call);
        if (call.Query("continue") is { Length: > 0 } token)
        {
            (version, var after) = ReadToken(token);
            if (version < store.OldestVersion)
                throw ApiFailure.Expired(TooOld);

            rest = rest.Where(found => string.CompareOrdinal(Position(found), after) > 0);
        }

        var all = rest.ToArray();
        var metadata = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture) };
        var limit = Limit(call.Query("limit"));
        if (limit == 0 || all.Length <= limit)
            return (all, metadata);

        metadata["continue"] = WriteToken(version, Position(all[limit - 1]));
        // The real server counts the remaining objects only when there is no selector.
        if (string.IsNullOrEmpty(call.Query("labelSelector")) && string.IsNullOrEmpty(call.Query("fieldSelector")))
            metadata["remainingItemCount"] = all.Length - limit;
        return (all[..limit], metadata);
    }

    private static int Limit(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return 0;

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            ? limit
            : throw ApiFailure.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax");
    }

    private static string Position(Stored found) => $"{found.Namespace}/{found.Name}";

    private static string WriteToken(long version, string position) =>
        Convert.ToBase64String(
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{version}:{position}"))
        );

    private static (long Version, string Position) ReadToken(string token)
    {
        try
        {
            var parts = Encoding.UTF8.GetString(Convert.FromBase64String(token)).Split(':', 2);
            return (long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]);
        }
        catch (Exception problem) when (problem is FormatException or IndexOutOfRangeException)
        {
            throw ApiFailure.BadRequest($"continue key is not valid: {problem.Message}");
        }
    }
}
