using Drill.Pages;

namespace Drill.Faults;

internal sealed class PageStale : Fault
{
    private string? _frozen;

    public override string? StalePage => _frozen;

    public override void Arm() => _frozen = ServedVersions.Of(Plane) is [var first, ..] ? first : null;
}
