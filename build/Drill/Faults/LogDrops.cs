namespace Drill.Faults;

internal sealed class LogDrops : Fault
{
    public override int? LinesPerLog => 2;
}
