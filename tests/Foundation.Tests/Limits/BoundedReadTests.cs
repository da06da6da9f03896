using Foundation.Files;
using Foundation.Limits;

namespace Foundation.Tests.Limits;

public sealed class BoundedReadTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bounded-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_file_is_read_up_to_its_limit_and_refused_above_it()
    {
        var file = Path.Combine(_folder.FullName, "f");
        File.WriteAllText(file, "\uFEFF12345");

        BoundedFile.ReadText(file, 8).ShouldBe("12345");
        Should
            .Throw<TooLargeException>(() => BoundedFile.ReadText(file, 7))
            .Message.ShouldBe("it is larger than 7 bytes");
    }

    [Fact]
    public async Task A_stream_without_an_end_is_left_at_the_limit()
    {
        await using var endless = new EndlessStream();

        (
            await Should.ThrowAsync<TooLargeException>(() =>
                BoundedRead.BytesAsync(endless, 1 << 20, TestContext.Current.CancellationToken)
            )
        ).Message.ShouldBe("it is larger than 1 MiB");
    }

    private sealed class EndlessStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(buffer.Length);
    }
}
