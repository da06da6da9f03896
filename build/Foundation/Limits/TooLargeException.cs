namespace Foundation.Limits;

/// <summary>
/// Something is larger than what is read of it. An <see cref="IOException"/>, so that code which reports unreadable
/// files reports this as well.
/// </summary>
public sealed class TooLargeException(int limit) : IOException($"it is {Words(limit)}")
{
    /// <summary>What something is that is larger than a limit, in words.</summary>
    /// <param name="limit">The limit in bytes.</param>
    public static string Words(int limit) => $"larger than {Size(limit)}";

    private static string Size(int bytes) =>
        bytes >= 1 << 20 ? $"{bytes >> 20} MiB"
        : bytes >= 1 << 10 ? $"{bytes >> 10} KiB"
        : $"{bytes} bytes";
}
