using System.Globalization;
using System.Text;
using Foundation.Failures;

namespace Migrations.Git;

/// <summary>Reads the contents of many files with one <c>git cat-file --batch</c>.</summary>
internal sealed class GitBlobReader(string directory, GitLimits limits)
{
    /// <summary>Reads contents. Missing and too large contents are left out.</summary>
    /// <param name="objectIds">Their object ids in git.</param>
    /// <param name="take">Gets the contents, one after another.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ReleaseException">git failed, or there is too much to read.</exception>
    public async Task ReadAsync(
        IReadOnlyCollection<string> objectIds,
        Action<string, byte[]> take,
        CancellationToken cancellationToken
    )
    {
        if (objectIds.Count == 0)
            return;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var git = GitProcess.Start(directory, ["cat-file", "--batch"], stop.Token);
        // Reads of a pipe do not end by themselves when git hangs.
        using var ending = stop.Token.Register(git.End);
        // Asking and reading happen at the same time. Otherwise one pipe would fill up and both would wait.
        var asking = AskAsync(git.Input, objectIds, stop.Token);
        try
        {
            using var output = new BufferedStream(git.Output, 1 << 16);
            await ReadAnswersAsync(output, objectIds.Count, take, stop.Token);
            await asking;
        }
        catch (Exception exception) when (exception is IOException or FormatException)
        {
            await stop.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw new ReleaseException(
                $"git stopped while it read files of {directory}: {exception.Message}",
                "git fsck",
                exception
            );
        }
        if (await git.EndAsync(cancellationToken) is { } error)
            throw new ReleaseException($"git could not read files of {directory}: {error}", "git fsck");
    }

    private static async Task AskAsync(
        Stream input,
        IReadOnlyCollection<string> objectIds,
        CancellationToken cancellationToken
    )
    {
        var question = Encoding.ASCII.GetBytes(string.Join('\n', objectIds) + "\n");
        await input.WriteAsync(question, cancellationToken);
        input.Close();
    }

    private async Task ReadAnswersAsync(
        BufferedStream output,
        int count,
        Action<string, byte[]> take,
        CancellationToken cancellationToken
    )
    {
        var total = 0L;
        for (var index = 0; index < count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // "<object> <type> <size>", or "<object> missing".
            if (ReadLine(output).Split(' ') is not [var objectId, var type, var digits])
                continue;
            var size = long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
            total += size;
            if (total > limits.TotalBytes)
                throw new ReleaseException(
                    $"The migrations of {directory} are larger than {limits.TotalBytes} bytes in all."
                );
            if (size > limits.FileBytes || type != "blob")
                await SkipAsync(output, size + 1, cancellationToken);
            else
                take(objectId, await ReadContentAsync(output, (int)size, cancellationToken));
        }
    }

    private static async Task<byte[]> ReadContentAsync(
        BufferedStream output,
        int size,
        CancellationToken cancellationToken
    )
    {
        var content = new byte[size];
        await output.ReadExactlyAsync(content, cancellationToken);
        output.ReadByte();
        return content;
    }

    private static string ReadLine(BufferedStream output)
    {
        var line = new StringBuilder();
        for (var value = output.ReadByte(); value != '\n'; value = output.ReadByte())
        {
            if (value < 0)
                throw new EndOfStreamException("it ended early");
            line.Append((char)value);
        }
        return line.ToString();
    }

    private static async Task SkipAsync(BufferedStream output, long count, CancellationToken cancellationToken)
    {
        var rest = new byte[1 << 16];
        while (count > 0)
        {
            var read = await output.ReadAsync(rest.AsMemory(0, (int)Math.Min(rest.Length, count)), cancellationToken);
            if (read == 0)
                throw new EndOfStreamException("it ended early");
            count -= read;
        }
    }
}
