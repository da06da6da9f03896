using Pipeline.Reports;
using Pipeline.Tests.Reports.Fleets;

namespace Pipeline.Tests.Reports.InBrowser;

/// <summary>The pages that a browser is shown, by name.</summary>
internal static class ShownPages
{
    public static readonly string[] Names =
    [
        "failed run",
        "hundred regions",
        "long words",
        "fleet",
        "hundred of a fleet",
    ];

    public static string Of(string name) =>
        name switch
        {
            "failed run" => ReleaseReport.Write(SampleRuns.Failed),
            "hundred regions" => ReleaseReport.Write(SampleRuns.Large(100)),
            "long words" => ReleaseReport.Write(HostileRun.Of(new string('w', 300))),
            "fleet" => FleetReport.Write(SampleFleets.Troubled, SampleFleets.History),
            _ => FleetReport.Write(SampleFleets.Large(100), SampleFleets.LongHistory(100)),
        };
}
