using Foundation.Text;

namespace Pipeline.Terminal;

/// <summary>What the regions' credentials are worth, one line a region, and below that what is wrong.</summary>
public static class CredentialsReport
{
    private static readonly string[] Header = ["Region", "Credentials", "Provider", "Account", "Kubernetes"];

    /// <summary>Writes the report.</summary>
    public static void Write(TextWriter output, IReadOnlyList<RegionAccess> regions)
    {
        TextTable.Write(output, Header, [.. regions.Select(Row)]);
        foreach (var region in regions.Where(region => !region.IsEnough))
            WriteProblem(output, region);
        output.WriteLine();
        var enough = regions.Count(region => region.IsEnough);
        output.WriteLine(
            enough == regions.Count
                ? $"{Counted.Of(regions.Count, "region")}: every credential can do what a release does."
                : $"{Counted.Of(regions.Count, "region")}: {enough} ready, {regions.Count - enough} not."
        );
    }

    private static string[] Row(RegionAccess region) =>
        [
            region.Region.Name,
            region.IsEnough ? "ready"
            : region.Problem is null ? "NOT ENOUGH"
            : "FAILED",
            region.Region.Provider.Word(),
            PrintableLine.Of(region.Account ?? "?"),
            PrintableLine.Of(region.Kubernetes ?? "-"),
        ];

    private static void WriteProblem(TextWriter output, RegionAccess region)
    {
        output.WriteLine();
        var what =
            region.Problem
            ?? $"not permitted in namespace {region.Region.Namespace}: {string.Join(", ", region.Missing)}";
        var next = region.Problem is null ? RegionAccess.HowToBePermitted : region.NextStep;
        // Errors from other places already name the region.
        output.WriteLine($"[{region.Region.Name}] {PrintableLine.Of(region.Region.Unnamed(what))}");
        if (next is not null)
            output.WriteLine($"  next: {next}");
    }
}
