using System.Diagnostics;
using System.Text;
using Foundation.Failures;
using Foundation.Files;

namespace Foundation.Tests.Files;

public sealed class BoundedFileTests : IDisposable
{
    private const int Limit = 1024;
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bounded-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string Pipe => Path.Combine(_folder.FullName, "pipe");

    [Fact]
    public async Task A_pipe_gives_what_a_command_writes_into_it()
    {
        await MakePipeAsync();
        var reading = Read(Long);

        await File.WriteAllTextAsync(Pipe, "waves: []", TestContext.Current.CancellationToken);

        (await reading).ShouldBe("waves: []");
    }

    [Fact]
    public async Task Nobody_waits_for_ever_for_a_pipe_into_which_nobody_writes()
    {
        await MakePipeAsync();

        (await Should.ThrowAsync<IOException>(() => Read(Short))).Message.ShouldStartWith("nobody has written into it");

        Release();
    }

    [Fact]
    public async Task A_wait_for_a_pipe_can_be_cancelled()
    {
        await MakePipeAsync();
        using var cancelled = new CancellationTokenSource(Short);

        await Should.ThrowAsync<OperationCanceledException>(() =>
            BoundedFile.ReadTextAsync(Pipe, Limit, Long, cancelled.Token)
        );

        Release();
    }

    [Theory]
    // A file as its letters in Latin-1, and the line of the first byte that is no UTF-8.
    [InlineData("site: Z\u00FCrich", 1)]
    [InlineData("# a\r\n# b\r\nsite: Z\u00FCrich\r\nmore: \u00E9\r\n", 3)]
    [InlineData("\u00EF\u00BB\u00BFa: 1\nb: \u00E9\n", 2)]
    // The first bytes of a letter, without the rest.
    [InlineData("a: 1\nb: \u00C3", 2)]
    [InlineData("a: \u00C3\nb: \u00BC", 1)]
    public void What_a_person_writes_is_refused_with_its_line_where_letters_would_be_lost(string latin, int line)
    {
        var file = Written(Encoding.Latin1.GetBytes(latin));

        Should
            .Throw<UsageException>(() => BoundedFile.ReadWrittenText(file, Limit))
            .Message.ShouldBe($"{file}:{line}: is not UTF-8; save it as UTF-8");
        BoundedFile.ReadText(file, Limit).ShouldContain('\uFFFD');
    }

    [Fact]
    public void What_is_utf_8_or_says_by_its_first_bytes_what_it_is_is_read()
    {
        const string text = "site: Z\u00FCrich \U0001F600 \uFFFD\n";
        Encoding[] encodings =
        [
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
            new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
            new UTF32Encoding(bigEndian: false, byteOrderMark: true),
            new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        ];
        foreach (var encoding in encodings)
            BoundedFile
                .ReadWrittenText(Written([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]), Limit)
                .ShouldBe(text, encoding.EncodingName);
        BoundedFile.ReadWrittenText(Written([]), Limit).ShouldBeEmpty();
    }

    [Fact]
    public void What_a_person_writes_and_what_cannot_be_read_is_refused_with_its_name()
    {
        var missing = Path.Combine(_folder.FullName, "missing.yaml");
        foreach (
            var (file, why) in new[] { (missing, "ould not find"), (Written(new byte[Limit + 1]), "it is larger") }
        )
            Should
                .Throw<UsageException>(() => BoundedFile.ReadWrittenText(file, Limit))
                .Message.ShouldSatisfyAllConditions(
                    message => message.ShouldStartWith($"{file}: cannot be read: "),
                    message => message.ShouldContain(why)
                );
    }

    private string Written(byte[] bytes)
    {
        var file = Path.Combine(_folder.FullName, "written.yaml");
        File.WriteAllBytes(file, bytes);
        return file;
    }

    private Task<string> Read(TimeSpan patience) =>
        BoundedFile.ReadTextAsync(Pipe, Limit, patience, TestContext.Current.CancellationToken);

    // The thread that waits for a writer would wait to the end of the tests.
    private void Release()
    {
        using var writer = new FileStream(Pipe, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
    }

    private async Task MakePipeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such files");
        using var made = Process.Start("mkfifo", [Pipe]);
        await made.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
