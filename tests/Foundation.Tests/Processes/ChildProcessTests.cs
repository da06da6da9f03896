using System.ComponentModel;
using Foundation.Limits;
using Foundation.Processes;
using Scripts;

namespace Foundation.Tests.Processes;

public sealed class ChildProcessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("child with spaces ");

    public ChildProcessTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "the children are shell scripts");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Arguments_input_folder_and_variables_arrive_as_they_are()
    {
        using var child = ChildProcess.Start(
            new ChildCommand(Script("printf '%s|' \"$@\"; cat; printf '|%s|%s' \"$PWD\" \"$GIVEN\""))
            {
                Arguments = ["a b", "$HOME", "\"; exit 9", ""],
                WorkingDirectory = _folder.FullName,
                Variables = [new("GIVEN", "yes")],
            }
        );
        await child.Input.WriteAsync("input"u8.ToArray(), Ct);
        child.Input.Close();

        var output = await BoundedRead.TextAsync(child.Output, 1000, Ct);
        (await child.WaitForExitAsync(Ct)).ShouldBe(0);

        output.ShouldBe($"a b|$HOME|\"; exit 9||input|{_folder.FullName}|yes");
    }

    [Fact]
    public async Task A_secret_that_was_given_by_name_arrives()
    {
        using var child = ChildProcess.Start(
            new ChildCommand(Script("printf '%s' \"$GITLAB_TOKEN\"")) { Variables = [new("GITLAB_TOKEN", "given")] }
        );

        (await BoundedRead.TextAsync(child.Output, 1000, Ct)).ShouldBe("given");
    }

    [Fact]
    public async Task Its_children_end_with_it_when_the_wait_is_cancelled()
    {
        using var child = ChildProcess.Start(new ChildCommand(Script("sleep 600 & echo $!; wait")));
        var line = (await new BoundedLineReader(child.Output, 100).ReadAsync(Ct))!.Value.Text;
        using var stop = new CancellationTokenSource();

        var waiting = child.WaitForExitAsync(stop.Token);
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        // The output ends when the last who could write to it is gone.
        (await BoundedRead.TextAsync(child.Output, 1000, Ct)).ShouldBe("");
        line.ShouldMatch("^[0-9]+$");
    }

    [Fact]
    public void A_file_that_cannot_be_run_is_said_so() =>
        Should.Throw<Win32Exception>(() =>
            ChildProcess.Start(new ChildCommand(Path.Combine(_folder.FullName, "none")))
        );

    private string Script(string body) =>
        ScriptFile.Write(Path.Combine(_folder.FullName, "script"), $"#!/bin/sh\n{body}\n");
}
