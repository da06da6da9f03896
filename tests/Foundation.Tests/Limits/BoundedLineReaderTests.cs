using System.IO.Pipelines;
using System.Text;
using Foundation.Limits;

namespace Foundation.Tests.Limits;

public sealed class BoundedLineReaderTests
{
    [Theory]
    [InlineData("Password: ", "Password: ")]
    [InlineData("one\ntwo\nWeiter für Ann? ", "Weiter für Ann? ")]
    [InlineData("12%\r13%\r", "13%")]
    [InlineData("12%\rPassword: ", "Password: ")]
    [InlineData("one\n", "")]
    [InlineData("one\r\n", "")]
    public async Task What_stands_without_a_line_end_is_known_while_more_is_waited_for(string text, string unfinished)
    {
        var pipe = new Pipe();
        var reader = new BoundedLineReader(pipe.Reader.AsStream(), 2000);
        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(text), Ct);

        var lines = ReadAllAsync(reader);

        // The pipe hands over at once what it has, so the reader now waits.
        reader.Unfinished.ShouldBe(unfinished);
        await pipe.Writer.CompleteAsync();
        (await lines).Count.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(1025)]
    [InlineData(3000)]
    public async Task What_is_long_is_no_question(int length)
    {
        var pipe = new Pipe();
        var reader = new BoundedLineReader(pipe.Reader.AsStream(), 2000);
        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(new string('.', length)), Ct);

        var lines = ReadAllAsync(reader);

        reader.Unfinished.ShouldBeEmpty();
        await pipe.Writer.CompleteAsync();
        await lines;
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<List<string>> ReadAllAsync(BoundedLineReader reader)
    {
        var lines = new List<string>();
        while (await reader.ReadAsync(Ct) is { } line)
            lines.Add(line.Text);
        return lines;
    }
}
