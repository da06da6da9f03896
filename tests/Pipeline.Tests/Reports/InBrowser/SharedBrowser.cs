using System.ComponentModel;
using Browsers;
using Pipeline.Tests.Reports.InBrowser;

[assembly: AssemblyFixture(typeof(SharedBrowser))]

namespace Pipeline.Tests.Reports.InBrowser;

/// <summary>One browser for all tests, started by the first that wants it.</summary>
public sealed class SharedBrowser : IAsyncDisposable
{
    private readonly Lazy<Task<Chromium>> _chromium = new(Chromium.StartAsync);

    /// <summary>
    /// Opens a page. Skips the test, with the reason, where there is no Chromium, unless this machine has to have one.
    /// </summary>
    internal async Task<Tab> OpenAsync(string html, int width = 1024)
    {
        try
        {
            return await (await _chromium.Value).OpenAsync(html, width);
        }
        catch (Win32Exception missing)
            when (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("RELEASE_TESTS_NEED_ALL")))
        {
            Assert.Skip($"there is no chromium here, so no page was looked at: {missing.Message}");
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await _chromium.Value).DisposeAsync();
    }
}
