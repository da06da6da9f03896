using Migrations.Verdicts;
using Pipeline.Targets;
using Releases.Records;

namespace Pipeline.Terminal;

/// <summary>Something that a person can know or do about a region that failed.</summary>
/// <param name="Name">In a word.</param>
/// <param name="Text">One sentence.</param>
/// <param name="Command">The command that does it, to be pasted; <see langword="null"/> where there is none.</param>
public sealed record FailureWay(string Name, string Text, string? Command = null);

/// <summary>
/// What a person can do about a region that failed, beside the next look at the cluster: what it serves meanwhile and
/// whether that can, whether the way back is open, the command to repeat, and where to read on. All of it is in the
/// record.
/// </summary>
public static class FailureWays
{
    /// <summary>The ways, in the order in which they are read.</summary>
    /// <param name="record">What happened.</param>
    /// <param name="region">A region that failed.</param>
    public static IEnumerable<FailureWay> Of(ReleaseRecord record, RegionRecord region)
    {
        var failure = region.Failure!;
        if (Serving.Read(region.Live) is not (null or Serving.Unknown))
            yield return new FailureWay("serves", $"{region.Live}{Ability(record, region)}");
        if (WayBack(record, region, failure) is { } back)
            yield return back;
        if (!RepeatedCommand.HasNone(record) && IsClosed(record, region) && region.RestorePoint is { } point)
            yield return new FailureWay(
                "database",
                $"a new one can have the state of {point}; what was written since is lost",
                point.Command
            );
        // After a drill its clusters are gone, and the same names mean real regions.
        if (!RepeatedCommand.HasNone(record) && record.Version.Length > 0)
            yield return new FailureWay(
                "again",
                "fix the cause above, then the same for this region",
                RepeatedCommand.Again(record, region.Name)
            );
        yield return new FailureWay("runbook", $"docs/runbook.md, \"A region failed\": {failure.Reason}");
    }

    // A migration that failed is judged on exactly the schema that it left.
    private static string Ability(ReleaseRecord record, RegionRecord region) =>
        region.Schema?.Serving is not null || VerdictFrom(record, region) is not { } verdict ? ""
        : region.Failure!.Stage is not (Stage.Apply or Stage.SetImage or Stage.Verify) && region.Before is null ? ""
        : verdict switch
        {
            Verdict.Clear => $"; {FromOf(region)} can run on the schema of {record.Version}",
            Verdict.Investigate =>
                $"; whether {FromOf(region)} can run on the schema of {record.Version} has to be investigated",
            Verdict.Unsafe => $"; {FromOf(region)} CANNOT run on the schema of {record.Version}",
        };

    private static FailureWay? WayBack(ReleaseRecord record, RegionRecord region, FailureRecord failure)
    {
        if (
            failure.Stage is not (Stage.Migrate or Stage.Apply or Stage.SetImage or Stage.Verify)
            || record.Target == TargetNames.Rollback
            || region.Stages.Any(stage => stage is { Name: Stage.Restore, Outcome: Outcome.Succeeded })
        )
            return null;
        // Another attempt may have set images before.
        if (failure.Stage is Stage.Migrate or Stage.Apply && region.Before is null && region.From != record.Version)
            return Way("not needed, no image was changed");
        if (FromOf(region) is not { } from || from == record.Version || ReachesNoVersion(from))
            return Way(
                "not known: which version ran before could not be read; who released what there",
                $"./build.sh --target=History --regions={region.Name}"
            );
        var look = $"./build.sh --target=CheckRollback --version={from} --from={record.Version}";
        return VerdictFrom(record, region) switch
        {
            Verdict.Clear => Way(
                $"open, {VerdictWords.OfGoingBack(Verdict.Clear)}",
                $"./build.sh --target=Rollback --version={from} --regions={region.Name}"
            ),
            Verdict.Investigate => Way(VerdictWords.OfGoingBack(Verdict.Investigate), look),
            Verdict.Unsafe => Way($"closed, {VerdictWords.OfGoingBack(Verdict.Unsafe)}: fix forward; why", look),
            null => Way("not judged yet", look),
        };

        FailureWay Way(string text, string? command = null) =>
            new(
                "way back",
                text,
                command is null || RepeatedCommand.HasNone(record) ? null : RepeatedCommand.There(record, command)
            );
    }

    private static Verdict? VerdictFrom(ReleaseRecord record, RegionRecord region) =>
        record.Migrations.FirstOrDefault(verdict => verdict.From == FromOf(region))?.Verdict;

    // A second attempt finds what the first has set.
    private static string? FromOf(RegionRecord region) => region.Before ?? region.From;

    // A failed migration has its own ways on, the restore among them.
    private static bool IsClosed(ReleaseRecord record, RegionRecord region) =>
        region.Failure!.Stage is Stage.Apply or Stage.SetImage or Stage.Verify
        && VerdictFrom(record, region) is Verdict.Investigate or Verdict.Unsafe;

    private static bool ReachesNoVersion(string from) => from.Contains(' ', StringComparison.Ordinal);
}
