using System.Text.Json.Nodes;
using Foundation.Limits;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Reports;

public sealed class ReportTargetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_record_of_an_earlier_run_becomes_the_page_that_the_run_would_have_written()
    {
        var record = _folder.Write("run.json", RecordFormat.Write(SampleRuns.Failed));

        var run = await ReportAsync($"--record={record}");

        run.ShouldEndWith(ExitCode.Done).Lines.ShouldContain($"Report: {_folder["run.html"]}");
        File.ReadAllText(_folder["run.html"]).ShouldBe(ReadPage.Of(SampleRuns.Failed).Html);
    }

    [Fact]
    public async Task The_page_goes_where_it_is_wanted_and_the_record_stays_as_it_is()
    {
        var json = RecordFormat.Write(SampleRuns.Failed);
        var record = _folder.Write("run.json", json);

        (await ReportAsync($"--record={record}", $"--report={_folder["a/b.html"]}")).ShouldEndWith(ExitCode.Done);

        File.Exists(_folder["a/b.html"]).ShouldBeTrue();
        File.ReadAllText(record).ShouldBe(json);
        File.Exists(_folder["run.html"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_record_from_before_there_was_all_of_this_becomes_a_page()
    {
        var json = JsonNode.Parse(RecordFormat.Write(SampleRuns.Failed))!.AsObject();
        json.Remove("migrations");
        var record = _folder.Write("run.json", json.ToJsonString());

        (await ReportAsync($"--record={record}")).ShouldEndWith(ExitCode.Done);

        ReadPage
            .Of(File.ReadAllText(_folder["run.html"]))
            .Texts("nav a")
            .ShouldBe(["Failures", "Timeline", "Regions", "Images"]);
    }

    [Theory]
    [InlineData("", "1: this is no release record")]
    [InlineData("<html>", "1: this is no release record")]
    [InlineData("{\n\"schema\": 1 }", "2: this is no release record")]
    [InlineData("null", "1: expected a release record, found null")]
    public async Task A_file_that_is_no_record_is_one_line(string text, string problem)
    {
        var record = _folder.Write("run.json", text);

        (await ProblemAsync($"--record={record}")).ShouldBe($"error: --record: {record}:{problem}");

        Directory.GetFiles(_folder.Path).ShouldBe([record]);
    }

    [Theory]
    [InlineData("\"regions\": [", "\"regions\": [ null,")]
    [InlineData("\"log\": [", "\"log\": [ null,")]
    [InlineData("\"images\": [", "\"images\": [ null,")]
    [InlineData("\"stages\": [", "\"stages\": [ null,")]
    [InlineData("\"operations\": [", "\"operations\": [ null,")]
    public async Task A_record_with_nothing_in_place_of_something_is_damaged(string text, string damaged)
    {
        var json = RecordFormat.Write(SampleRuns.Failed).Replace(text, damaged, StringComparison.Ordinal);
        var record = _folder.Write("run.json", json);

        (await ProblemAsync($"--record={record}")).ShouldStartWith($"error: --record: {record}");
    }

    [Fact]
    public async Task A_record_that_is_not_there_is_one_line() =>
        (await ProblemAsync($"--record={_folder["none.json"]}")).ShouldStartWith(
            $"error: --record: {_folder["none.json"]}: cannot be read"
        );

    [Fact]
    public async Task A_file_larger_than_any_record_is_one_line()
    {
        var record = _folder["run.json"];
        await using (var large = File.Create(record))
            large.SetLength(InputLimits.Record + 1);

        (await ProblemAsync($"--record={record}")).ShouldBe(
            $"error: --record: {record}: cannot be read (it is larger than 64 MiB)"
        );
    }

    [Fact]
    public async Task A_record_that_is_nested_without_an_end_is_one_line()
    {
        var record = _folder.Write("run.json", string.Concat(Enumerable.Repeat("[", 100_000)));

        (await ProblemAsync($"--record={record}")).ShouldBe($"error: --record: {record}:1: this is no release record");
    }

    [Fact]
    public async Task A_folder_is_no_record() =>
        (await ProblemAsync($"--record={_folder.Path}")).ShouldStartWith($"error: --record: {_folder.Path}: ");

    [Fact]
    public async Task The_page_never_takes_the_place_of_its_record()
    {
        var record = _folder.Write("run.html", RecordFormat.Write(SampleRuns.Failed));

        (await ProblemAsync($"--record={record}")).ShouldBe(
            $"error: --report: {record} is the record's file; name another"
        );

        File.ReadAllText(record).ShouldBe(RecordFormat.Write(SampleRuns.Failed));
    }

    private static async Task<string> ProblemAsync(params string[] arguments) =>
        (await ReportAsync(arguments))
            .ShouldEndWith(ExitCode.Usage)
            .Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldHaveSingleItem();

    private static Task<FinishedRun> ReportAsync(params string[] arguments) =>
        CommandRun.OfAsync(
            ["--target=Report", .. arguments],
            new Dictionary<string, string>(),
            TestContext.Current.CancellationToken
        );
}
