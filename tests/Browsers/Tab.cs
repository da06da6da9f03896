using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Browsers;

/// <summary>A page in a browser.</summary>
internal sealed class Tab : IAsyncDisposable
{
    private static readonly TimeSpan LoadLimit = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DevTools _tools;
    private readonly string _session;
    private readonly string _target;

    private Tab(DevTools tools, string session, string target)
    {
        _tools = tools;
        _session = session;
        _target = target;
        _tools.Listeners[session] = Note;
    }

    /// <summary>The addresses that the page has asked for, its own included.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>What the browser complained of: violations of the page's policy, errors, dialogs.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    public static async Task<Tab> OpenAsync(DevTools tools, Uri address, int width)
    {
        var target = await tools.CallAsync(null, "Target.createTarget", new() { ["url"] = "about:blank" });
        var id = target["targetId"]!.GetValue<string>();
        var attached = await tools.CallAsync(
            null,
            "Target.attachToTarget",
            new() { ["targetId"] = id, ["flatten"] = true }
        );
        var tab = new Tab(tools, attached["sessionId"]!.GetValue<string>(), id);
        foreach (var domain in new[] { "Page", "Network", "Log", "Runtime" })
            await tab.CallAsync($"{domain}.enable");
        await tab.ResizeAsync(width);
        await tab.CallAsync("Page.navigate", new() { ["url"] = address.AbsoluteUri });
        await tab._loaded.Task.WaitAsync(LoadLimit, TimeProvider.System);
        return tab;
    }

    /// <summary>Calls a method of the protocol.</summary>
    public Task<JsonNode> CallAsync(string method, JsonObject? parameters = null) =>
        _tools.CallAsync(_session, method, parameters);

    /// <summary>Sets the width of the window.</summary>
    public Task ResizeAsync(int width) =>
        CallAsync(
            "Emulation.setDeviceMetricsOverride",
            new()
            {
                ["width"] = width,
                ["height"] = 900,
                ["deviceScaleFactor"] = 1,
                ["mobile"] = false,
            }
        );

    /// <summary>Shows the page as on paper, or as somebody who likes it dark.</summary>
    public Task ShowAsync(string media = "screen", string scheme = "light") =>
        CallAsync(
            "Emulation.setEmulatedMedia",
            new()
            {
                ["media"] = media,
                ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }),
            }
        );

    /// <summary>The value of an expression, for which promises are awaited.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer = await CallAsync(
            "Runtime.evaluate",
            new()
            {
                ["expression"] = expression,
                ["returnByValue"] = true,
                ["awaitPromise"] = true,
            }
        );
        return answer["exceptionDetails"] is { } thrown
            ? throw new InvalidOperationException(thrown.ToJsonString())
            : answer["result"]!["value"];
    }

    /// <summary>Presses a key.</summary>
    public async Task PressAsync(string key, int code, string? text = null)
    {
        foreach (var type in new[] { text is null ? "rawKeyDown" : "keyDown", "keyUp" })
        {
            var press = new JsonObject
            {
                ["type"] = type,
                ["key"] = key,
                ["code"] = key,
                ["windowsVirtualKeyCode"] = code,
            };
            if (text is not null && type == "keyDown")
                press["text"] = text;
            await CallAsync("Input.dispatchKeyEvent", press);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _tools.Listeners.TryRemove(_session, out _);
        await _tools.CallAsync(null, "Target.closeTarget", new() { ["targetId"] = _target });
    }

    private void Note(string name, JsonNode told)
    {
        if (name == "Page.loadEventFired")
            _loaded.TrySetResult();
        else if (name == "Network.requestWillBeSent")
            _requests.Enqueue(told["request"]!["url"]!.GetValue<string>());
        else if (name is "Log.entryAdded" or "Runtime.exceptionThrown" or "Page.javascriptDialogOpening")
            _complaints.Enqueue(told.ToJsonString());
    }
}
