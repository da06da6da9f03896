using System.Text.Json.Nodes;
using Foundation.Failures;
using Migrations.Verdicts;
using Releases.Records;

namespace Releases.Tests.Records;

public sealed class RecordFormatTests
{
    [Fact]
    public void It_is_the_documented_JSON_to_the_letter() =>
        JsonNode
            .Parse(RecordFormat.Write(SampleRecord.Failed))!
            .ToJsonString()
            .ShouldBe(
                JsonNode
                    .Parse(
                        """
                        { "schema": 1, "target": "Deploy", "version": "1.2.3", "actor": "Ann", "arguments": [], "overruled": [], "host": "laptop",
                          "pipeline": "https://ci.example.com/jobs/7", "commit": "0123456789abcdef",
                          "startedAt": "2026-01-02T03:04:05Z", "finishedAt": "2026-01-02T03:05:05.5Z",
                          "outcome": "failed", "problems": [],
                          "images": [ { "reference": "example.azurecr.io/app:1.2.3", "digest": "sha256:0123" } ],
                          "contents": [
                            { "from": "1.2.2", "regions": [ "uk" ],
                              "added": [ { "commit": "4f2a9c1", "title": "Fix the login", "mergeRequest": "meg/forms!123" } ],
                              "addedCount": 1,
                              "removed": [ { "commit": "0c1d2e3", "title": "Bump Django", "mergeRequest": null } ],
                              "removedCount": 1 } ],
                          "migrations": [
                            { "from": "1.2.2", "to": "1.2.3", "verdict": "unsafe",
                              "migrations": [
                                { "app": "forms", "name": "0002_notes", "change": "added", "verdict": "unsafe",
                                  "operations": [
                                    { "operation": "RemoveField", "target": "Form.notes", "verdict": "unsafe",
                                      "reason": "old code reads it", "reversible": true, "loses": "its values" } ] } ],
                              "otherChanges": [
                                { "kind": "dependency", "path": "requirements.txt", "change": "edited",
                                  "detail": "django 4 to 5", "verdict": "investigate" } ] } ],
                          "regions": [
                            { "name": "uk", "provider": "aks", "wave": 1, "outcome": "failed", "from": "1.2.2", "live": "1.2.2",
                              "stages": [
                                { "name": "Migrate", "outcome": "skipped", "startedAt": "2026-01-02T03:04:05Z", "seconds": 0.25, "detail": "had run" },
                                { "name": "SetImage", "outcome": "succeeded", "startedAt": "2026-01-02T03:04:05Z", "seconds": 1, "detail": "1 of 1" },
                                { "name": "Verify", "outcome": "failed", "startedAt": "2026-01-02T03:04:05Z", "seconds": 12.3, "detail": "no" } ],
                              "workloads": [
                                { "kind": "Deployment", "name": "web", "from": "example.azurecr.io/app:1.2.2", "to": "example.azurecr.io/app:1.2.3" } ],
                              "failure": { "stage": "Verify", "reason": "ImagePullBackOff", "message": "not found",
                                "pod": "web-1", "log": [ "a", "b" ], "events": [ "c" ], "nextStep": "kubectl describe pod web-1" } },
                            { "name": "qatar", "provider": "gke", "wave": 2, "outcome": "skipped", "from": null, "live": null,
                              "stages": [], "workloads": [], "failure": null } ] }
                        """
                    )!
                    .ToJsonString()
            );

    [Theory]
    [InlineData(Outcome.Running, "running")]
    [InlineData(Outcome.Succeeded, "succeeded")]
    [InlineData(Outcome.Failed, "failed")]
    [InlineData(Outcome.Skipped, "skipped")]
    [InlineData(Outcome.Interrupted, "interrupted")]
    [InlineData(Outcome.Refused, "refused")]
    public void Outcomes_are_written_in_lower_case(Outcome outcome, string name) =>
        JsonNode.Parse(RecordFormat.Write(SampleRecord.Failed with { Outcome = outcome }))!["outcome"]!
            .GetValue<string>()
            .ShouldBe(name);

    [Fact]
    public void Times_are_written_in_UTC_wherever_the_run_was() =>
        JsonNode.Parse(
            RecordFormat.Write(
                SampleRecord.Failed with
                {
                    StartedAt = new DateTimeOffset(2026, 1, 2, 5, 4, 5, TimeSpan.FromHours(2)),
                }
            )
        )!["startedAt"]!
            .GetValue<string>()
            .ShouldBe("2026-01-02T03:04:05Z");

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        var json = RecordFormat.Write(SampleRecord.Failed);

        RecordFormat.Write(RecordFormat.Read("record.json", json)).ShouldBe(json);
    }

    [Fact]
    public void A_verdict_in_it_is_the_one_that_a_check_of_the_way_back_prints()
    {
        var record = JsonNode.Parse(RecordFormat.Write(SampleRecord.Failed))!;

        record["migrations"]![0]!
            .ToJsonString()
            .ShouldBe(JsonNode.Parse(MigrationFormat.Write(SampleRecord.Failed.Migrations[0]))!.ToJsonString());
    }

    [Fact]
    public void A_record_from_before_there_were_contents_reads_back()
    {
        var json = JsonNode.Parse(RecordFormat.Write(SampleRecord.Failed))!.AsObject();
        json.Remove("contents");

        RecordFormat.Read("record.json", json.ToJsonString()).Contents.ShouldBeEmpty();
    }

    [Fact]
    public void A_record_from_before_there_were_verdicts_reads_back()
    {
        var json = JsonNode.Parse(RecordFormat.Write(SampleRecord.Failed))!.AsObject();
        json.Remove("migrations");

        RecordFormat.Read("record.json", json.ToJsonString()).Migrations.ShouldBeEmpty();
    }

    [Fact]
    public void A_record_of_a_run_that_crashed_reads_back()
    {
        var crashed = SampleRecord.Failed with
        {
            FinishedAt = null,
            Outcome = Outcome.Running,
            Regions =
            [
                new()
                {
                    Name = "uk",
                    Provider = "aks",
                    Wave = 1,
                    Stages = [new StageRecord(Stage.Migrate, Outcome.Running, SampleRecord.Start)],
                },
            ],
        };

        var read = RecordFormat.Read("record.json", RecordFormat.Write(crashed));

        read.FinishedAt.ShouldBeNull();
        read.Regions[0].Stages[0].ShouldBe(crashed.Regions[0].Stages[0]);
    }

    [Theory]
    [InlineData("regions", "an entry of a list in it is null")]
    [InlineData("problems", "an entry of a list in it is null")]
    public void A_record_with_a_hole_in_a_list_is_damaged(string list, string problem)
    {
        var json = JsonNode.Parse(RecordFormat.Write(SampleRecord.Failed))!;
        json[list]!.AsArray().Add(null);

        Should
            .Throw<UsageException>(() => RecordFormat.Read("record.json", json.ToJsonString()))
            .Message.ShouldEndWith(problem);
    }

    [Theory]
    [InlineData("problems")]
    [InlineData("images")]
    [InlineData("regions")]
    [InlineData("regions/0/stages")]
    [InlineData("regions/0/workloads")]
    [InlineData("regions/0/failure/log")]
    [InlineData("regions/0/failure/message")]
    [InlineData("migrations/0/migrations/0/operations")]
    [InlineData("contents/0/added")]
    [InlineData("regions/0/stages/0/startedAt")]
    public void A_record_without_what_every_record_has_is_damaged(string path)
    {
        var json = JsonNode.Parse(RecordFormat.Write(SampleRecord.Failed))!;
        var steps = path.Split('/');
        var parent = steps[..^1].Aggregate(json, (node, step) => step == "0" ? node[0]! : node[step]!);
        parent.AsObject().Remove(steps[^1]).ShouldBeTrue();

        Should.Throw<UsageException>(() => RecordFormat.Read("record.json", json.ToJsonString()));
    }

    [Fact]
    public void A_record_of_a_later_format_asks_for_a_later_tool() =>
        Should
            .Throw<UsageException>(() =>
                RecordFormat.Read("record.json", RecordFormat.Write(SampleRecord.Failed with { Schema = 2 }))
            )
            .Message.ShouldBe("record.json: its schema is 2; this tool knows 1, take a newer one");

    [Theory]
    [InlineData("", 1)]
    [InlineData("null", 1)]
    [InlineData("[]", 1)]
    [InlineData("{}", 1)]
    [InlineData("{\n  \"schema\": \"x\"\n}", 2)]
    public void A_text_that_is_no_record_is_named_with_its_line(string json, int line)
    {
        var problem = Should.Throw<UsageException>(() => RecordFormat.Read("record.json", json)).Problems;

        problem.ShouldHaveSingleItem().ShouldStartWith($"record.json:{line}: ");
    }
}
