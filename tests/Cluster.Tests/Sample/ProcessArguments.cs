using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Cluster.Tests.Sample;

/// <summary>Looks all the time at what everybody can see of a process and its descendants: their arguments.</summary>
public sealed class ProcessArguments : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(2);

    private readonly ConcurrentDictionary<string, bool> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<int> _family;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _looking;

    public ProcessArguments(int process)
    {
        _family = [process];
        _looking = Task.Run(LookAsync);
    }

    /// <summary>Every command line that was there, with blanks between the arguments.</summary>
    public IEnumerable<string> Seen => _seen.Keys;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _looking;
        _end.Dispose();
    }

    private async Task LookAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            // A child's number is usually higher than its parent's: one look finds a whole line of descendants.
            foreach (var process in Processes().Order())
                Look(process);
            await Task.Delay(Pace, CancellationToken.None);
        }
    }

    private void Look(int process)
    {
        try
        {
            if (!_family.Contains(process) && !_family.Contains(ParentOf(process)))
                return;
            _family.Add(process);
            _seen.TryAdd(File.ReadAllText($"/proc/{process}/cmdline", Encoding.Latin1).Replace('\0', ' '), true);
        }
        catch (IOException)
        {
            // It has ended.
        }
    }

    private static IEnumerable<int> Processes() =>
        Directory
            .EnumerateDirectories("/proc")
            .Select(folder =>
                int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var process) ? process : 0
            )
            .Where(process => process > 0);

    // "12 (name) S 11 ...": a name may hold blanks and brackets itself.
    private static int ParentOf(int process)
    {
        var status = File.ReadAllText($"/proc/{process}/stat", Encoding.Latin1);
        var afterName = status[(status.LastIndexOf(')') + 2)..].Split(' ');
        return int.Parse(afterName[1], CultureInfo.InvariantCulture);
    }
}
