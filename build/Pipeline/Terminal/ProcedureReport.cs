using Foundation.Failures;
using Foundation.Text;
using Migrations.Verdicts;
using Releases.Plans;

namespace Pipeline.Terminal;

/// <summary>
/// What a run would do as commands for a POSIX shell, region after region. What speaks against it stands first and ends
/// the procedure, until somebody removes the line that does so.
/// </summary>
public static class ProcedureReport
{
    // A shell replaces aliases while it reads. With one for kubectl, the function of that name would be no function.
    // The line stands before all others, since those are read as a whole.
    private const string ForgetAlias = "unalias kubectl 2>/dev/null || :";

    /// <summary>Writes what a release would do.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="plan">The plan. Its regions have their procedures.</param>
    /// <exception cref="ReleaseException">A secret stands in the commands.</exception>
    public static void Write(TextWriter output, ReleasePlan plan) =>
        Write(
            output,
            plan.Regions,
            plan.Migrations.Select(entry => VerdictHeading.Of(entry, plan.Version)),
            [
                .. plan.Findings,
                .. plan
                    .Images.Where(image => image.State == ImageState.Missing)
                    .Select(image => $"{image.Reference} is not in the registry yet: build and push it first"),
                .. plan
                    .Regions.Where(region => region.Backup is not null)
                    .Select(region => $"{region.Name}: a release would back up its database first: {region.Backup}"),
            ]
        );

    /// <summary>Writes what going back would do.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="verdicts">What the migrations mean for what the regions run.</param>
    /// <param name="regions">The regions with their procedures.</param>
    /// <exception cref="ReleaseException">A secret stands in the commands.</exception>
    public static void WriteRollback(
        TextWriter output,
        IReadOnlyList<RegionsVerdict> verdicts,
        IReadOnlyList<RegionPlan> regions
    ) =>
        Write(
            output,
            regions,
            verdicts.Where(entry => IsClear(entry)).Select(Heading),
            [
                .. regions.SelectMany(region => region.Objections).Select(each => $"{each.Line}: {each.NextStep}"),
                .. verdicts.Where(entry => !IsClear(entry)).Select(Heading),
            ]
        );

    private static bool IsClear(RegionsVerdict entry) => entry.Verdict!.Verdict == Verdict.Clear;

    private static string Heading(RegionsVerdict entry) =>
        $"{string.Join(", ", entry.Regions)}: from {entry.From} to {entry.Verdict!.To}: {VerdictWords.OfGoingBack(entry.Verdict.Verdict)}";

    private static void Write(
        TextWriter output,
        IReadOnlyList<RegionPlan> regions,
        IEnumerable<string> headings,
        IReadOnlyList<string> findings
    )
    {
        string[] procedure = [.. regions.SelectMany(region => region.Procedure ?? [])];
        RunnableText.RefuseMasked(string.Join('\n', procedure));
        string[] objections =
        [
            .. findings,
            .. regions
                .Where(region => region.Procedure is null)
                .Select(region => $"{region.Name}: its workloads could not be read, so no command for it follows"),
        ];
        output.WriteLine(ForgetAlias);
        output.WriteLine("(");
        output.WriteLine("set -eu");
        foreach (var heading in headings)
            output.WriteLine(ShellWord.Say(heading));
        foreach (var objection in objections)
            output.WriteLine(ShellWord.Say($"- {objection}"));
        if (objections.Length > 0)
        {
            output.WriteLine(ShellWord.Say("To go on in spite of this, remove the next line."));
            output.WriteLine("exit 3");
        }
        foreach (var line in procedure)
            output.WriteLine(line);
        output.WriteLine(")");
    }
}
