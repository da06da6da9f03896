using System.Diagnostics;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Compiled.Security;

/// <summary>
/// A system that is out of something ends no run without a word: the record is closed, what was private is gone, and no
/// process aborts.
/// </summary>
public sealed class NarrowSystemTests
{
    public NarrowSystemTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "the shell of these tests is sh");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(">/dev/full")]
    [InlineData(">/dev/full 2>/dev/full")]
    [InlineData(">&-")]
    [InlineData(">&- 2>&-")]
    [InlineData("| true")]
    public async Task Without_a_screen_the_run_goes_on_and_its_record_is_closed(string screen)
    {
        using var folder = new TemporaryFolder();

        var run = await RunAsync(folder, $"\"$@\" {screen}", "--target=Drill", "--regions=uk");

        var record = RecordFormat.Read("record", run.Text!);
        (record.Outcome, record.FinishedAt is null).ShouldBe((Outcome.Succeeded, false), run.Errors);
        if (!screen.StartsWith('|'))
            run.Code.ShouldBe(ExitCode.Done);
        Directory.GetFileSystemEntries(folder["temporary"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_that_cannot_be_written_is_a_failure()
    {
        using var folder = new TemporaryFolder();

        var run = await RunAsync(folder, "\"$@\" >/dev/full", "--tree");

        run.Code.ShouldBe(ExitCode.Failed);
        run.Errors.ShouldContain("error: the output could not be written: ");
    }

    [Fact]
    public async Task A_temporary_folder_that_is_missing_is_one_line()
    {
        using var folder = new TemporaryFolder();

        var run = await RunAsync(folder, "TMPDIR=/nowhere/at/all \"$@\"", "--target=Drill", "--regions=uk");

        run.Code.ShouldBe(ExitCode.Failed);
        (run.Output + run.Errors).ShouldContain("/nowhere/at/all");
        (run.Output + run.Errors).ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData(60)]
    [InlineData(100)]
    [InlineData(160)]
    public async Task Too_few_file_handles_end_a_run_in_order(int handles)
    {
        using var folder = new TemporaryFolder();

        var run = await RunAsync(folder, $"ulimit -n {handles}; \"$@\"", "--target=Drill");

        // The runtime itself ends with 128 and more when it cannot start or is aborted.
        run.Code.ShouldBeOneOf(ExitCode.Done, ExitCode.Failed, ExitCode.Usage);
        if (run.Text is { } text)
            RecordFormat.Read("record", text).FinishedAt.ShouldNotBeNull();
        (run.Output + run.Errors).ShouldNotContain("   at ");
        // Without a handle no folder can be listed and removed; the next run does. Secrets are gone all the same.
        Directory.EnumerateFiles(folder["temporary"], "kubeconfig*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    private static async Task<(int Code, string Output, string Errors, string? Text)> RunAsync(
        TemporaryFolder folder,
        string script,
        params string[] arguments
    )
    {
        string[] words = ["-c", script, "sh", ReleaseProgram.Dotnet, ReleaseProgram.Path, .. arguments];
        var start = new ProcessStartInfo("sh", [.. words, $"--record={folder["record.json"]}"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
        };
        start.Environment["TMPDIR"] = Directory.CreateDirectory(folder["temporary"]).FullName;
        start.Environment["RELEASE_ROOT"] = Repository.Root;
        start.Environment["DOCKER_HOST"] = CommandRun.NoEngine;
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(Ct);
        var errors = process.StandardError.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        var record = folder["record.json"];
        return (
            process.ExitCode,
            await output,
            await errors,
            File.Exists(record) ? await File.ReadAllTextAsync(record, Ct) : null
        );
    }
}
