using System.Globalization;
using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Storage;
using Microsoft.AspNetCore.Http;

namespace Drill.Api;

/// <summary>The events of one watch, as they go to the client.</summary>
internal sealed class WatchAnswer(ApiCall call, Selection selection)
{
    private readonly Rendering _rendering = Rendering.For(call);
    private readonly bool _bookmarks = call.Query("allowWatchBookmarks") is "true" or "1";
    private readonly bool _streams = WatchOptions.Streams(call);
    private int _written;
    private bool _initialEventsEnded;

    /// <summary>The resource version of the last event that was sent.</summary>
    public long SeenVersion { get; set; }

    /// <summary>How many events of the watch's initial state are still to be sent.</summary>
    public int InitialEvents { get; set; }

    /// <summary>Why the watch cannot start, or null.</summary>
    public ApiFailure? Failure { get; set; }

    /// <returns>False when a fault has cut the watch after half an event.</returns>
    public async Task<bool> WriteAsync(StoreChange change)
    {
        InitialEvents--;
        SeenVersion = Math.Max(SeenVersion, change.Version);
        if (Type(change) is not { } type)
            return true;

        var text = $"{{\"type\":\"{type}\",\"object\":{_rendering.Event(call, change.Object)}}}\n";
        if (call.Server.Faults.Active.Any(fault => fault.EventsPerWatch <= _written))
        {
            await SendAsync(text[..(text.Length / 2)]);
            await FlushAsync();
            return false;
        }

        _written++;
        await SendAsync(text);
        return true;
    }

    /// <summary>Marks the end of the state that a streaming list starts with.</summary>
    public async Task<bool> EndInitialEventsAsync()
    {
        if (!_bookmarks || !_streams || _initialEventsEnded || InitialEvents > 0)
            return false;

        _initialEventsEnded = true;
        var annotations = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        await SendBookmarkAsync(annotations);
        return true;
    }

    public async Task WriteBookmarkAsync()
    {
        if (!_bookmarks)
            return;

        await SendBookmarkAsync(null);
        await FlushAsync();
    }

    public async Task WriteFailureAsync(ApiFailure failure)
    {
        await SendAsync($"{{\"type\":\"ERROR\",\"object\":{failure.ToStatus().ToJsonString(JsonText.Plain)}}}\n");
        await FlushAsync();
    }

    public Task FlushAsync() => call.Http.Response.Body.FlushAsync(call.Aborted);

    /// <summary>
    /// The event that a change means for this watch. An object that starts to match is added. An object that stops to
    /// match is deleted.
    /// </summary>
    private string? Type(StoreChange change)
    {
        var matches = selection.Matches(change.Object);
        var matched = change.Previous is { } previous && selection.Matches(previous);
        return change.Type switch
        {
            ChangeType.Added => matches ? "ADDED" : null,
            ChangeType.Deleted => matched ? "DELETED" : null,
            ChangeType.Modified => (matched, matches) switch
            {
                (true, true) => "MODIFIED",
                (true, false) => "DELETED",
                (false, true) => "ADDED",
                (false, false) => null,
            },
        };
    }

    private Task SendBookmarkAsync(JsonObject? annotations)
    {
        var metadata = new JsonObject
        {
            ["resourceVersion"] = SeenVersion.ToString(CultureInfo.InvariantCulture),
            ["creationTimestamp"] = null,
        };
        if (annotations is not null)
            metadata["annotations"] = annotations;

        var bookmark = new JsonObject
        {
            ["kind"] = call.Kind.Name,
            ["apiVersion"] = call.ApiVersion,
            ["metadata"] = metadata,
        };
        return SendAsync($"{{\"type\":\"BOOKMARK\",\"object\":{bookmark.ToJsonString(JsonText.Plain)}}}\n");
    }

    private Task SendAsync(string text) => call.Http.Response.WriteAsync(text, call.Aborted);
}
