using System.ComponentModel;
using System.Diagnostics;

namespace Browsers;

/// <summary>A headless Chromium with a profile of its own, which goes with it.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Announcement = "DevTools listening on ";

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    // Root in a container has no namespaces to make a sandbox of; the pages are ours and fetch nothing.
    private static readonly string[] Arguments =
    [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--hide-scrollbars",
        "--remote-debugging-port=0",
    ];

    private readonly string _folder;
    private readonly Process _process;
    private readonly DevTools _tools;

    private Chromium(string folder, Process process, DevTools tools)
    {
        _folder = folder;
        _process = process;
        _tools = tools;
    }

    /// <summary>Starts it.</summary>
    /// <exception cref="Win32Exception">It is not installed.</exception>
    public static async Task<Chromium> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("browser tests ").FullName;
        var process = Process.Start(
            new ProcessStartInfo("chromium", [.. Arguments, $"--user-data-dir={folder}"])
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
        using var limit = new CancellationTokenSource(StartLimit);
        while (await process.StandardError.ReadLineAsync(limit.Token) is { } line)
        {
            if (!line.StartsWith(Announcement, StringComparison.Ordinal))
                continue;
            // Nobody reads what it says from here on, and a full pipe would stop it.
            _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            return new Chromium(folder, process, await DevTools.ConnectAsync(new Uri(line[Announcement.Length..])));
        }
        throw new InvalidOperationException(
            $"chromium ended with exit code {process.ExitCode} before it could be used"
        );
    }

    /// <summary>Opens a page in a tab of its own.</summary>
    /// <param name="html">The page.</param>
    /// <param name="width">The width of the window in pixels.</param>
    public async Task<Tab> OpenAsync(string html, int width)
    {
        var file = Path.Combine(_folder, $"{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(file, html);
        return await Tab.OpenAsync(_tools, new Uri(file), width);
    }

    public async ValueTask DisposeAsync()
    {
        _tools.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        // Its children may still be writing for a moment.
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                Directory.Delete(_folder, recursive: true);
                return;
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }
        }
    }
}
