using System.Diagnostics;
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
