using System.Text.Json;
using Releases.Histories;
using Releases.Plans;
using Releases.Records;

namespace Pipeline.Tests.Drills;

/// <summary>A run of the command that has ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">All that it wrote for people.</param>
/// <param name="Errors">All that it wrote as errors.</param>
/// <param name="Json">The text of its record; <see langword="null"/> when it wrote none.</param>
internal sealed record FinishedRun(int ExitCode, string Output, string Errors, string? Json)
{
    public ReleaseRecord Record =>
        RecordFormat.Read("record", Json ?? throw new InvalidOperationException($"there is no record:\n{this}"));

    /// <summary>The plan that it wrote as JSON.</summary>
    public ReleasePlan Plan => JsonSerializer.Deserialize(Output, PlanFormat.Default.ReleasePlan)!;

    /// <summary>The history that it wrote as JSON; a line about a page may follow.</summary>
    public FleetHistory History =>
        JsonSerializer.Deserialize(Output[..(Output.LastIndexOf('}') + 1)], FleetHistoryFormat.Default.FleetHistory)!;

    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.TrimEntries);

    /// <summary>The lines from the table of regions on: what is on the screen at the end.</summary>
    public IReadOnlyList<string> LastScreen =>
        [.. Lines.SkipWhile(line => !line.StartsWith("Region ", StringComparison.Ordinal))];

    /// <summary>The same as one line, so that it does not matter where lines were broken.</summary>
    public string Screen => string.Join(' ', LastScreen);

    /// <summary>All that it wrote for people, in one line.</summary>
    public string Said => string.Join(' ', Lines);

    /// <summary>The sentence that says how it ended, how long it took, and where the version is.</summary>
    public string Verdict =>
        Lines.Last(line => line.StartsWith($"{Record.Target} {Record.Version} ", StringComparison.Ordinal));

    public RegionRecord Region(string name) => Record.Regions.Single(region => region.Name == name);

    public Outcome? StageOf(string region, Stage stage) =>
        Region(region).Stages.SingleOrDefault(entry => entry.Name == stage)?.Outcome;

    /// <summary>The place of the first line that ends so, of those that a region's lane wrote.</summary>
    public int LineOf(string region, string text) =>
        Lines
            .Select((line, at) => (line, at))
            .First(entry =>
                entry.line.Contains($"[{region}]", StringComparison.Ordinal)
                && entry.line.Contains(text, StringComparison.Ordinal)
            )
            .at;

    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Errors}";

    public FinishedRun ShouldEndWith(int exitCode)
    {
        ExitCode.ShouldBe(exitCode, ToString());
        return this;
    }
}
