using System.Numerics;
using System.Runtime.InteropServices;
using Foundation.Files;

namespace Migrations.Kept;

/// <summary>
/// The files in which one run keeps what it has read for the next one. A file that is missing, broken, or written by
/// another version of this code counts as none. Nothing here fails a run.
/// </summary>
/// <param name="folder">
/// The folder; it need not exist. <see langword="null"/> where nothing can be kept.
/// </param>
internal sealed class KeptFolder(string? folder)
{
    /// <summary>The folder's name in the git folder.</summary>
    public const string Name = "release-tool/migrations";

    private const int LargestFile = 64 << 20;
    private const int Head = sizeof(uint) + 16;
    private const string Ending = ".kept";
    private const string Unfinished = "*.new";

    private static readonly TimeSpan LongestWrite = TimeSpan.FromHours(1);

    // Two compilations of the same code have the same identity, and different code has different ones (the compiler's
    // option "deterministic").
    private static readonly Guid Reader = typeof(KeptFolder).Module.ModuleVersionId;

    /// <summary>A folder that keeps nothing.</summary>
    public static KeptFolder None { get; } = new(null);

    /// <summary>The content of a file, or <see langword="null"/>.</summary>
    public ReadOnlyMemory<byte>? Read(string name)
    {
        if (folder is null)
            return null;
        try
        {
            using var handle = File.OpenHandle(PathOf(name));
            var length = RandomAccess.GetLength(handle);
            if (length is < Head or > LargestFile)
                return null;
            var bytes = GC.AllocateUninitializedArray<byte>((int)length);
            for (var done = 0; done < bytes.Length; )
            {
                var read = RandomAccess.Read(handle, bytes.AsSpan(done), done);
                if (read == 0)
                    return null;
                done += read;
            }
            if (!HeadOf(bytes.AsSpan(Head)).AsSpan().SequenceEqual(bytes.AsSpan(0, Head)))
                return null;
            return bytes.AsMemory(Head);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes a file. A larger one than may be read is left out.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Its content.</param>
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        if (folder is not null && content.Length <= LargestFile - Head)
            WholeFile.TryWrite(PathOf(name), [.. HeadOf(content), .. content]);
    }

    /// <summary>Removes the oldest files of a kind, and those that a killed run has left unfinished.</summary>
    /// <param name="beginning">How the names of the kind begin.</param>
    /// <param name="most">How many of them stay.</param>
    /// <param name="now">The time.</param>
    public void Prune(string beginning, int most, DateTimeOffset now)
    {
        if (folder is null)
            return;
        try
        {
            var files = new DirectoryInfo(folder);
            var old = files
                .GetFiles($"{beginning}*{Ending}")
                .OrderByDescending(file => file.LastWriteTimeUtc)
                .Skip(most);
            var unfinished = files
                .GetFiles(Unfinished)
                .Where(file => now.UtcDateTime - file.LastWriteTimeUtc > LongestWrite);
            foreach (var file in old.Concat(unfinished))
                file.Delete();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // They cost room, nothing else.
        }
    }

    private string PathOf(string name) => Path.Combine(folder!, name + Ending);

    // Disks and crashes break files. Whoever can write here can write into the repository itself, so nothing more is
    // asked of the sum than to find that.
    private static byte[] HeadOf(ReadOnlySpan<byte> content)
    {
        var sum = BitOperations.Crc32C(0, (uint)content.Length);
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(content))
            sum = BitOperations.Crc32C(sum, word);
        foreach (var value in content[(content.Length / sizeof(ulong) * sizeof(ulong))..])
            sum = BitOperations.Crc32C(sum, value);
        return [.. BitConverter.GetBytes(sum), .. Reader.ToByteArray()];
    }
}
