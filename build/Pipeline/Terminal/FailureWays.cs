using Foundation.Text;
using Migrations.Verdicts;
using Pipeline.Targets;
using Releases.Records;

namespace Pipeline.Terminal;

/// <summary>
/// What a person can do about a region that failed, beside the next look at the cluster: what it serves meanwhile,
/// whether the way back is open, the command to repeat, and where to read on. All of it is in the record.
/// </summary>
public static class FailureWays
{
    // They lead to other places or other regions, or are said anew.
    private static readonly string[] OfThatRunAlone =
    [
        "target",
        "version",
        "bump",
        "regions",
        "record",
        "report",
        "dotenv",
        "progress",
    ];

    /// <summary>The ways, each with its name.</summary>
    /// <param name="record">What happened.</param>
    /// <param name="region">A region that failed.</param>
    public static IEnumerable<(string Name, string Text)> Of(ReleaseRecord record, RegionRecord region)
    {
        var failure = region.Failure!;
        if (Serving.Read(region.Live) is not (null or Serving.Unknown))
            yield return ("serves", region.Live!);
        if (WayBack(record, region, failure) is { } back)
            yield return ("way back", back);
        if (record.Target != TargetNames.Drill && IsClosed(record, region) && region.RestorePoint is { } point)
            yield return (
                "database",
                $"a new one can have the state of {point}; what was written since is lost{(point.Command is { } command ? $": {command}" : "")}"
            );
        // After a drill its clusters are gone, and the same names mean real regions.
        if (record.Target != TargetNames.Drill && record.Version.Length > 0)
            yield return ("again", Again(record, region));
        yield return ("runbook", $"docs/runbook.md, \"A region failed\": {failure.Reason}");
    }

    private static string? WayBack(ReleaseRecord record, RegionRecord region, FailureRecord failure)
    {
        if (
            failure.Stage is not (Stage.Migrate or Stage.SetImage or Stage.Verify)
            || record.Target == TargetNames.Rollback
            || region.Stages.Any(stage => stage is { Name: Stage.Restore, Outcome: Outcome.Succeeded })
        )
            return null;
        if (failure.Stage == Stage.Migrate)
            return "not needed, no image was changed";
        if (region.From is not { } from || from == record.Version || ReachesNoVersion(from))
            return "not known: which version ran before could not be read";
        var isDrill = record.Target == TargetNames.Drill;
        var look = isDrill ? "" : $": ./build.sh --target=CheckRollback --version={from} --from={record.Version}";
        return record.Migrations.FirstOrDefault(verdict => verdict.From == from)?.Verdict switch
        {
            Verdict.Clear when isDrill => $"open, {VerdictWords.OfGoingBack(Verdict.Clear)}",
            Verdict.Clear =>
                $"open, {VerdictWords.OfGoingBack(Verdict.Clear)}: ./build.sh --target=Rollback --version={from} --regions={region.Name}",
            Verdict.Investigate => $"{VerdictWords.OfGoingBack(Verdict.Investigate)}{look}",
            Verdict.Unsafe => $"closed, {VerdictWords.OfGoingBack(Verdict.Unsafe)}: fix forward; why{look}",
            null => $"not judged yet{look}",
        };
    }

    // A failed migration has its own ways on, the restore among them.
    private static bool IsClosed(ReleaseRecord record, RegionRecord region) =>
        region.Failure!.Stage is Stage.SetImage or Stage.Verify
        && record.Migrations.Any(verdict => verdict.From == region.From && verdict.Verdict != Verdict.Clear);

    private static bool ReachesNoVersion(string from) => from.Contains(' ', StringComparison.Ordinal);

    private static string Again(ReleaseRecord record, RegionRecord region)
    {
        // Values that stand apart from their names cannot be told from other words.
        var others = record.Arguments.All(word => word.StartsWith("--", StringComparison.Ordinal))
            ? record.Arguments.Where(word => !OfThatRunAlone.Contains(NameOf(word))).Select(ShellWord.Of)
            : [];
        string[] words =
        [
            "./build.sh",
            $"--target={record.Target}",
            $"--version={record.Version}",
            $"--regions={region.Name}",
            .. others,
        ];
        return string.Join(' ', words);
    }

    private static string NameOf(string word) => word[2..].Split('=')[0];
}
