using Migrations.Verdicts;
using Pipeline.Terminal;
using Releases.Records;

namespace Cluster.Tests.Sample;

/// <summary>How a run ended.</summary>
/// <param name="ExitCode">The exit code of the process.</param>
/// <param name="Output">All that it wrote, errors included.</param>
/// <param name="WrittenRecord">The record in its file, when it wrote one.</param>
public sealed record ReleaseRun(int ExitCode, string Output, ReleaseRecord? WrittenRecord)
{
    public ReleaseRecord Record => WrittenRecord ?? throw new InvalidOperationException($"no record:\n{Output}");

    public RegionRecord Region(string name) => Record.Regions.Single(region => region.Name == name);

    public StageRecord Stage(string region, Stage stage) => Region(region).Stages.Single(entry => entry.Name == stage);

    /// <summary>What went wrong in a region.</summary>
    public FailureRecord Failure(string region) =>
        Region(region).Failure ?? throw new InvalidOperationException($"{region} has not failed:\n{Output}");

    /// <summary>Both tell the same: the exit code and the record, which is complete.</summary>
    public ReleaseRun ShouldEnd(int exitCode, Outcome outcome)
    {
        ExitCode.ShouldBe(exitCode, Output);
        Record.Outcome.ShouldBe(outcome, Output);
        Record.FinishedAt.ShouldNotBeNull();
        return this;
    }

    public ReleaseRun ShouldSucceed() => ShouldEnd(0, Outcome.Succeeded);

    public ReleaseRun ShouldFail() => ShouldEnd(1, Outcome.Failed);

    /// <summary>
    /// What the database says after a failed migration, and whether the version that serves can run on it, in the
    /// record and on the screen. The screen is kept in the test's output.
    /// </summary>
    public ReleaseRun ShouldStandAt(
        string region,
        (string Migration, StepState State)[] migrations,
        string serving,
        Verdict verdict
    )
    {
        TestContext.Current.SendDiagnosticMessage(Output);
        var schema = Region(region).Schema;
        schema.ShouldNotBeNull(Output);
        schema.Source.ShouldBe(SchemaSource.Database, schema.NotAsked ?? Output);
        schema.Migrations.Select(step => (step.Name, step.State)).ShouldBe(migrations, Output);
        schema.Serving!.Version.ShouldBe(serving, Output);
        schema.Serving.Verdict.ShouldBe(verdict, Output);
        return ShouldSay($"serving: {SchemaWords.Of(schema.Serving)}");
    }

    /// <summary>Checks that it said a text, wherever its lines were broken.</summary>
    public ReleaseRun ShouldSay(string text)
    {
        InOneLine(Output).ShouldContain(InOneLine(text), Case.Sensitive, Output);
        return this;
    }

    private static string InOneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
