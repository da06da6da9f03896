using Pipeline.Options;
using Releases.Migrations;

namespace Pipeline.Rollbacks;

/// <summary>What the verdicts on a rollback lead to.</summary>
/// <param name="Refusals">Why it must not be done, one line each.</param>
/// <param name="Warnings">What a person should know before it is done, one line each.</param>
internal sealed record RollbackRisk(IReadOnlyList<string> Refusals, IReadOnlyList<string> Warnings)
{
    /// <summary>What to do instead of a rollback that is refused.</summary>
    public const string NextStep =
        "mend forward with a patch release, or look at each line above and add --accept-migration-risk";

    /// <summary>Weighs the verdicts of all versions that regions are taken back from.</summary>
    public static RollbackRisk Of(IEnumerable<MigrationOutlook> starts, ReleaseOptions options)
    {
        var (refusals, warnings) = (new List<string>(), new List<string>());
        foreach (var start in starts)
            Weigh(start.Verdict!, start.Regions, options, refusals, warnings);
        return new RollbackRisk(refusals, warnings);
    }

    private static void Weigh(
        MigrationVerdict verdict,
        IReadOnlyList<string> regions,
        ReleaseOptions options,
        List<string> refusals,
        List<string> warnings
    )
    {
        if (verdict.Verdict == Verdict.Clear)
            return;
        var line = $"going back from {verdict.From} to {verdict.To}: {Word(verdict.Verdict)}";
        var isRefused = verdict.Verdict == Verdict.Unsafe || options.Strict;
        if (isRefused && !options.AcceptMigrationRisk)
            refusals.Add($"{line}, in {string.Join(", ", regions)}");
        else
            warnings.Add(line + (isRefused ? "; accepted by --accept-migration-risk" : ""));
    }

    private static string Word(Verdict verdict) =>
        verdict == Verdict.Unsafe ? "unsafe" : "what the table says has to be investigated";
}
