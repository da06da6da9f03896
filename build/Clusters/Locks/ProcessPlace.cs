using System.Security.Cryptography;
using System.Text;

namespace Clusters.Locks;

/// <summary>
/// Where process ids mean what they mean here. Containers share host names and start their ids at 1, so the place is
/// the boot of the machine and the namespace of its process ids.
/// </summary>
internal static class ProcessPlace
{
    private const string BootId = "/proc/sys/kernel/random/boot_id";
    private const string ProcessNamespace = "/proc/self/ns/pid";

    /// <summary>A short hash; where the system does not tell, a random one that no other process has.</summary>
    public static string Current { get; } = Short(Read() ?? Guid.NewGuid().ToString());

    private static string? Read()
    {
        try
        {
            return new FileInfo(ProcessNamespace).LinkTarget is { } space ? File.ReadAllText(BootId) + space : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Short(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
}
