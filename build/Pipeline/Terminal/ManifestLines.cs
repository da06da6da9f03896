using Foundation.Text;
using Releases.Applying;
using Releases.Plans;

namespace Pipeline.Terminal;

/// <summary>What a release that applies the manifests would do to their objects.</summary>
public static class ManifestLines
{
    private const string Staying =
        "What is left was applied before, and no manifest asks for it any more. A release leaves it: ApplyManifests with --prune removes it.";

    /// <summary>A sentence for all regions in which as many objects change; none where nothing is applied.</summary>
    public static IEnumerable<string> Of(ReleasePlan plan) =>
        Asked(plan)
            .GroupBy(region => (Changed: region.Objects!.Count(Changes), All: region.Objects!.Count(IsAskedFor)))
            .Select(group =>
                $"manifests: {group.Key.Changed} of {Counted.Of(group.Key.All, "object")} change in {RegionNames.Of([.. group.Select(region => region.Name)])}"
            );

    /// <summary>
    /// Writes the sentences, the objects that do not stay as they are, and each field that changes; nothing where
    /// nothing is applied.
    /// </summary>
    /// <param name="output">Where to.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="isMarkdown">Whether as Markdown.</param>
    public static void Write(TextWriter output, ReleasePlan plan, bool isMarkdown)
    {
        var lines = Of(plan).ToArray();
        if (lines.Length == 0)
            return;
        foreach (var line in lines)
            WrappedText.Write(output, isMarkdown ? "- " : "", char.ToUpperInvariant(line[0]) + line[1..]);
        if (Asked(plan).Any(region => region.Objects!.Any(IsWorthALine)))
        {
            if (isMarkdown)
                output.WriteLine($"{Environment.NewLine}```text");
            ManifestReport.Write(
                output,
                Asked(plan)
                    .ToDictionary(
                        region => region.Name,
                        region => (IReadOnlyList<PlannedObject>)[.. region.Objects!.Where(IsWorthALine)]
                    ),
                Staying
            );
            if (isMarkdown)
                output.WriteLine("```");
        }
        output.WriteLine();
    }

    private static IEnumerable<RegionPlan> Asked(ReleasePlan plan) =>
        plan.Regions.Where(region => region.Objects is not null);

    private static bool Changes(PlannedObject planned) => planned.Change.ChangesRegion();

    private static bool IsAskedFor(PlannedObject planned) => planned.Change != ObjectChange.Left;

    private static bool IsWorthALine(PlannedObject planned) => planned.Change != ObjectChange.Unchanged;
}
