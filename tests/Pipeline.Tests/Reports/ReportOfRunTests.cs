using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Reports;

public sealed class ReportOfRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder["new/report.html"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_writes_its_report_at_its_end()
    {
        var run = (await CommandRun.DrillAsync("--regions=uk,ksa", "--actor=Ann", $"--report={File}")).ShouldEndWith(
            ExitCode.Done
        );

        run.Output.ShouldContain($"Report: {File}");
        var page = Read();
        page.Title.ShouldBe("Drill 1.2.3 succeeded: release report");
        page.Fact("Released by").ShouldBe("Ann");
        page.Fact("Commit").ShouldBe(run.Record.Commit);
        page.Texts("details.region summary").ShouldBe(["uk ✓ succeeded", "ksa ✓ succeeded"]);
    }

    [Fact]
    public async Task A_run_that_fails_writes_one_with_the_failure()
    {
        var run = (
            await CommandRun.DrillAsync("--regions=uk", "--fault=uk:crash-loop", $"--report={File}")
        ).ShouldEndWith(ExitCode.Failed);

        var page = Read();
        var failure = run.Region("uk").Failure!;
        page.Text("article.failure .message").ShouldBe(failure.Message);
        page.Lines("article.failure pre").ShouldBe([.. failure.Log, .. failure.Events]);
    }

    [Fact]
    public async Task A_run_that_is_refused_writes_one_with_the_reasons()
    {
        var run = (
            await CommandRun.DrillAsync("--regions=uk", "--fault=uk:lock-held", $"--report={File}")
        ).ShouldEndWith(ExitCode.Refused);

        Read().Texts("#problems li").ShouldBe(run.Record.Problems);
    }

    [Fact]
    public async Task A_run_that_is_interrupted_writes_one()
    {
        using var interruption = new CancellationTokenSource();
        var run = (
            await CommandRun.OfAsync(
                ["--target=Drill", "--regions=uk", "--fault=uk:migration-hangs", $"--report={File}"],
                new Dictionary<string, string>(),
                interruption.Token,
                line =>
                {
                    if (line.Contains("migrate: started", StringComparison.Ordinal))
                        interruption.Cancel();
                }
            )
        ).ShouldEndWith(ExitCode.Interrupted);

        Read().Text("h1").ShouldBe("Drill 1.2.3 ! interrupted");
        run.Output.ShouldContain($"Report: {File}");
    }

    [Fact]
    public async Task A_report_that_can_no_longer_be_written_costs_neither_the_record_nor_the_run()
    {
        // Looked at before the run, there was a file to write.
        var run = await CommandRun.OfAsync(
            ["--target=Drill", "--regions=uk", $"--report={File}"],
            new Dictionary<string, string>(),
            TestContext.Current.CancellationToken,
            line =>
            {
                if (line.Contains("migrate: started", StringComparison.Ordinal))
                    Directory.CreateDirectory(File);
            }
        );

        run.ShouldEndWith(ExitCode.Done);
        run.Errors.ShouldContain($"error: the report could not be written to {File}: ");
        run.Errors.ShouldContain("next: ./build.sh --target=Report '--record=");
        run.Record.Outcome.ShouldBe(Releases.Records.Outcome.Succeeded);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_refused_before_anything_is_touched()
    {
        var file = _folder.Write("file", "");
        var report = Path.Combine(file, "report.html");

        var run = (await CommandRun.DrillAsync($"--report={report}")).ShouldEndWith(ExitCode.Usage);

        run.Errors.ShouldStartWith($"error: --report: {report}: the report cannot be written there");
        run.Output.ShouldBeEmpty();
        run.Json.ShouldBeNull();
    }

    [Theory]
    [InlineData("Test")]
    [InlineData("Unlock")]
    public async Task A_target_without_anything_to_report_on_refuses_to(string target)
    {
        var run = await CommandRun.OfAsync(
            [$"--target={target}", $"--report={File}"],
            new Dictionary<string, string>(),
            TestContext.Current.CancellationToken
        );

        run.ShouldEndWith(ExitCode.Usage).Errors.ShouldStartWith($"error: --report: {target} has nothing to report on");
    }

    private ReadPage Read() => ReadPage.Of(System.IO.File.ReadAllText(File));
}
