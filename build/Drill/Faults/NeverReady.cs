namespace Drill.Faults;

internal sealed class NeverReady : Fault
{
    public override bool KeepsUnready => true;
}
