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
        "history",
        "status with long names",
    ];

    public static string Of(string name) =>
        name switch
        {
            "failed run" => ReleaseReport.Write(SampleRuns.Failed),
            "hundred regions" => ReleaseReport.Write(SampleRuns.Large(100)),
            "long words" => ReleaseReport.Write(HostileRun.Of(new string('w', 300))),
            "fleet" => FleetReport.Write(SampleFleets.Troubled, SampleFleets.History),
            "history" => HistoryPage.Write(SampleFleets.WideHistory),
            "status with long names" => FleetReport.Write(SampleFleets.WideNames, SampleFleets.WideHistory),
            _ => FleetReport.Write(SampleFleets.Large(100), SampleFleets.LongHistory(100)),
        };
}
