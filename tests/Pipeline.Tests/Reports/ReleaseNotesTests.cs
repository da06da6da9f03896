using Pipeline.Reports;
using Pipeline.Running;
using Pipeline.Tests.Checks;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Reports;

public sealed class ReleaseNotesTests
{
    [Fact]
    public async Task The_record_of_the_images_says_what_each_region_gets()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet.Merge("Fix the _login_ of <b>guests</b>", "meg/forms!123");
        await fleet.PublishAsync("1.2.4");
        using var folder = new TemporaryFolder();
        var record = folder["images.json"];
        (await fleet.RunAsync("PushAcr", "--version=1.2.4", $"--record={record}")).ShouldEndWith(ExitCode.Done);

        var run = await CommandRun.OfAsync(
            ["--target=ReleaseNotes", $"--record={record}"],
            new Dictionary<string, string>(),
            TestContext.Current.CancellationToken
        );

        run.ShouldEndWith(ExitCode.Done);
        run.Lines[0]
            .ShouldStartWith($"Release 1.2.4 from commit {fleet.Git("rev-parse", "HEAD").Trim()}, begun by Ada ");
        run.Output.ShouldContain(" to north, south:\n\n- ");
        run.Lines.ShouldContain(@"- meg/forms!123 Fix the \_login\_ of \<b\>guests\</b\>");
        File.Exists(folder["images.html"]).ShouldBeFalse();
    }

    [Fact]
    public void All_that_the_record_lists_is_in_it_and_the_job_that_compared()
    {
        var notes = ReleaseNotes.Write(
            SampleRuns.Failed with
            {
                Contents =
                [
                    new("1.2.2", ["uk"])
                    {
                        Added = [.. Enumerable.Range(1, 50).Select(at => new ContentEntry($"c{at}", $"T{at}", null))],
                        AddedCount = 61,
                    },
                    new("1.2.3", ["us"]),
                ],
            }
        );

        notes.Split('\n').Count(line => line.StartsWith("- c", StringComparison.Ordinal)).ShouldBe(50);
        notes.ShouldContain("- c50 T50\n- and 11 more\n\n1.2.3 brings nothing to us: it is live there.\n");
        notes.ShouldEndWith(
            "Compared by https://ci.example.com/jobs/7; the deploy jobs of its pipeline keep the record of each region.\n"
        );
    }

    [Fact]
    public void A_record_that_compared_nothing_says_so() =>
        ReleaseNotes.Write(SampleRuns.Failed).ShouldContain("What is in it was not compared with what was live.\n");
}
