namespace Drill.Faults;

internal sealed class WatchDrops : Fault
{
    public override int? EventsPerWatch => 2;
}
