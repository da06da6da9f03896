using System.Diagnostics;
using System.Net.Sockets;
using Pipeline.Options;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Options;

public sealed class OutputFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Asking_whether_a_record_can_be_written_changes_nothing()
    {
        var existing = _folder.Write("existing.json", "{}");
        var empty = _folder.Write("empty.json", "");

        OutputFile.ProblemOf(existing, "record").ShouldBeNull();
        OutputFile.ProblemOf(empty, "record").ShouldBeNull();
        OutputFile.ProblemOf(_folder["new/record.json"], "record").ShouldBeNull();

        File.ReadAllText(existing).ShouldBe("{}");
        File.ReadAllText(empty).ShouldBeEmpty();
        File.Exists(_folder["new/record.json"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("full.json")]
    [InlineData("empty.json")]
    public void A_link_to_a_file_is_no_problem(string name)
    {
        _folder.Write("full.json", "{}");
        _folder.Write("empty.json", "");
        File.CreateSymbolicLink(_folder["link.json"], name);

        OutputFile.ProblemOf(_folder["link.json"], "record").ShouldBeNull();
    }

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/dev/zero")]
    [InlineData("/dev/stdin")]
    [InlineData("/dev/stdout")]
    [InlineData("/dev/stderr")]
    public void A_device_is_not_replaced_also_not_over_links(string device)
    {
        SkipOnWindows();
        File.CreateSymbolicLink(_folder["link.json"], device);
        File.CreateSymbolicLink(_folder["again.json"], "link.json");

        foreach (var file in (string[])[device, _folder["link.json"], _folder["again.json"]])
            ShouldBeRefused(file);
    }

    [Fact]
    public async Task A_pipe_is_not_opened_to_find_out_whether_it_can_be_written()
    {
        SkipOnWindows();
        using var made = Process.Start("mkfifo", [_folder["pipe"]]);
        await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(_folder["link.json"], "pipe");

        ShouldBeRefused(_folder["pipe"]);
        ShouldBeRefused(_folder["link.json"]);
    }

    [Fact]
    public void A_socket_stays_where_it_is()
    {
        SkipOnWindows();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder["socket"]));

        ShouldBeRefused(_folder["socket"]);
    }

    [Fact]
    public void Links_in_a_circle_end_in_a_line()
    {
        SkipOnWindows();
        File.CreateSymbolicLink(_folder["one"], "two");
        File.CreateSymbolicLink(_folder["two"], "one");

        OutputFile
            .ProblemOf(_folder["one"], "record")
            .ShouldNotBeNull()
            .ShouldStartWith($"{_folder["one"]}: the record cannot be written there");
    }

    private static void SkipOnWindows() => Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such files");

    private static void ShouldBeRefused(string file) =>
        OutputFile
            .ProblemOf(file, "report")
            .ShouldNotBeNull()
            .ShouldStartWith(
                $"{file}: it is a device, a pipe or a socket, and the report would take its place; name a file, below "
            );
}
