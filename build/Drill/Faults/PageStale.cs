using Drill.Pages;

namespace Drill.Faults;

internal sealed class PageStale : Fault
{
    private string? frozen;

    public override string? StalePage => frozen;

    public override void Arm() => frozen = ServedVersions.Of(Plane) is [var first, ..] ? first : null;
}
