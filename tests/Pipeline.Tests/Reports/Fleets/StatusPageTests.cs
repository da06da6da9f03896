using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Reports.Fleets;

public sealed class StatusPageTests
{
    [Fact]
    public async Task Status_writes_the_fleet_as_a_page_besides_its_answer()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        using var folder = new TemporaryFolder();
        (await fleet.RunAsync("Deploy", "--regions=south")).ShouldEndWith(ExitCode.Done);

        var run = await fleet.RunAsync("Status", $"--report={folder["fleet.html"]}", "--output=json");

        var page = ReadPage.Of(File.ReadAllText(folder["fleet.html"]));
        var status = Releases.Surveys.FleetStatusFormat.Read("status", run.Output);
        var asked = await fleet.RunAsync("History", "--output=json");
        page.Html.ShouldBe(Pipeline.Reports.FleetReport.Write(status, asked.History));
        page.Texts("#regions tbody th").ShouldBe(["north", "south"]);
        page.Rows("#runs table").ShouldHaveSingleItem().ShouldContain("| Deploy | 1.2.2 | 1.2.3 |");
    }

    [Fact]
    public async Task A_page_that_cannot_be_written_is_refused_before_anything_is_read()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Write("file", ""), "fleet.html");

        var run = await CommandRun.OfAsync(
            ["--target=Status", $"--report={file}"],
            new Dictionary<string, string>(),
            TestContext.Current.CancellationToken
        );

        run.ShouldEndWith(ExitCode.Usage).Errors.ShouldStartWith($"error: --report: {file}: ");
    }
}
