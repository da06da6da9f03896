using CsCheck;
using Drill.Faults;

namespace Pipeline.Tests.Schedules;

/// <summary>
/// A fault in one region of two: which, and from which event of that region's lane to which it lasts.
/// </summary>
/// <param name="Region">The region, counted from 0.</param>
/// <param name="Kind">What goes wrong.</param>
/// <param name="From">The first event of the lane with it; 0: it is there from the beginning.</param>
/// <param name="Lasts">How many events later it is lifted.</param>
internal sealed record ScheduledFault(int Region, FaultKind Kind, int From, int Lasts)
{
    public static readonly Gen<ScheduledFault> Any = Gen.Select(
        Gen.Int[0, 1],
        Gen.Int[0, FaultKind.All.Count - 1],
        Gen.Int[0, 10],
        Gen.Int[2, 40],
        (region, kind, from, lasts) => new ScheduledFault(region, FaultKind.All[kind], from, lasts)
    );

    public override string ToString() => $"region {Region}: {Kind} from event {From} for {Lasts}";
}
