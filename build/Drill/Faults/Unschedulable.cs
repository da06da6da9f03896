using System.Globalization;

namespace Drill.Faults;

internal sealed class Unschedulable : Fault
{
    public override string? NoNode
    {
        get
        {
            var nodes = Plane.Region.NodeNames.Count;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"0/{nodes} nodes are available: {nodes} Insufficient memory."
            );
        }
    }
}
