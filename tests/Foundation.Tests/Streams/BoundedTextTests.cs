using Foundation.Streams;

namespace Foundation.Tests.Streams;

public sealed class BoundedTextTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(100_000, 100_000, true)]
    [InlineData(100_001, 100_000, false)]
    public async Task A_text_is_whole_or_too_long(int length, int limit, bool isWhole)
    {
        using var stream = new MemoryStream(new byte[length]);

        (await BoundedText.ReadAsync(stream, limit, Ct))?.Length.ShouldBe(length);
        (stream.Position <= limit + 16 * 1024).ShouldBeTrue();
        if (isWhole)
            stream.Position.ShouldBe(length);
    }

    [Fact]
    public async Task Of_a_text_that_is_too_long_the_beginning_is_kept_and_the_rest_is_read()
    {
        using var stream = new MemoryStream([.. Enumerable.Repeat((byte)'x', 100_000)]);

        (await BoundedText.ReadFirstAsync(stream, 10, Ct)).ShouldBe("xxxxxxxxxx");
        stream.Position.ShouldBe(100_000);
    }
}
