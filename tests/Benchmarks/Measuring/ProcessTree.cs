using System.Globalization;

namespace Benchmarks.Measuring;

/// <summary>What Linux says of processes and their children (proc_pid_stat(5)); zero on other systems.</summary>
internal static class ProcessTree
{
    // The fields of "stat" after the program's name, which is in parentheses and may hold anything.
    private const int Parent = 1;
    private const int ChildrenUserTicks = 13;
    private const int ChildrenSystemTicks = 14;
    private const int ResidentPages = 21;

    // sysconf(_SC_CLK_TCK) of every Linux that .NET runs on.
    private const int TicksOfSecond = 100;

    /// <summary>The processor time of all children of this program that have ended, and of their children.</summary>
    public static TimeSpan ProcessorOfEndedChildren() =>
        FieldsOf("self") is { } fields
            ? TimeSpan.FromSeconds(
                (double)(Number(fields[ChildrenUserTicks]) + Number(fields[ChildrenSystemTicks])) / TicksOfSecond
            )
            : TimeSpan.Zero;

    /// <summary>The memory in bytes that a process and all its descendants hold now.</summary>
    public static long MemoryOf(int process)
    {
        if (!Directory.Exists("/proc/self"))
            return 0;
        var all = Directory
            .EnumerateDirectories("/proc")
            .Select(folder => Path.GetFileName(folder))
            .Where(name => char.IsAsciiDigit(name[0]))
            .Select(name => (Id: name, Fields: FieldsOf(name)))
            .Where(entry => entry.Fields is not null)
            .ToLookup(entry => entry.Fields![Parent], entry => (entry.Id, Pages: Number(entry.Fields![ResidentPages])));
        var own = FieldsOf(process.ToString(CultureInfo.InvariantCulture));
        return own is null ? 0 : (Number(own[ResidentPages]) + Below($"{process}")) * Environment.SystemPageSize;

        long Below(string id) => all[id].Sum(child => child.Pages + Below(child.Id));
    }

    private static string[]? FieldsOf(string process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        // It has ended meanwhile.
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long Number(string field) => long.Parse(field, CultureInfo.InvariantCulture);
}
