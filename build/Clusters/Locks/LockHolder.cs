using System.Globalization;

namespace Clusters.Locks;

/// <summary>Who holds a deploy lock, as the Lease's <c>holderIdentity</c> says it.</summary>
/// <param name="Name">A person at a machine, or the address of a CI job.</param>
/// <param name="Host">The machine.</param>
/// <param name="ProcessId">The process on that machine.</param>
public sealed record LockHolder(string Name, string Host, int ProcessId)
{
    private const string Separator = " process ";

    /// <summary>
    /// Where <see cref="ProcessId"/> counts, as a short hash: host names and process ids repeat from container to
    /// container.
    /// </summary>
    public string Place { get; init; } = ProcessPlace.Current;

    /// <summary>The text of the Lease.</summary>
    public string Identity => FormattableString.Invariant($"{Name} on {Host}{Separator}{ProcessId}{Suffix}");

    private string Suffix => $" ({Place})";

    /// <summary>
    /// Whether a lease is of a process that is no more and would be seen from here: nobody has to wait for it.
    /// </summary>
    /// <param name="identity">The text of the Lease.</param>
    public bool IsDeadNeighbour(string identity)
    {
        var at = identity.LastIndexOf(Separator, StringComparison.Ordinal);
        return at >= 0
            && identity.EndsWith(Suffix, StringComparison.Ordinal)
            && int.TryParse(
                identity.AsSpan()[(at + Separator.Length)..^Suffix.Length],
                CultureInfo.InvariantCulture,
                out var process
            )
            && process != ProcessId
            && !IsAlive(process);
    }

    private static bool IsAlive(int process)
    {
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
