using CsCheck;

namespace Pipeline.Tests.Schedules;

/// <summary>A bad day: what goes wrong when, how the regions go, and how somebody ends it early.</summary>
/// <param name="Faults">What goes wrong.</param>
/// <param name="OneWave">Whether both regions go at the same time.</param>
/// <param name="Restores">Whether regions that fail take their former images back.</param>
/// <param name="End">What somebody does to the run.</param>
/// <param name="EndsAt">The event of the run, or the write of its record, at which that is done; often beyond its
/// end.</param>
internal sealed record FaultSchedule(ScheduledFault[] Faults, bool OneWave, bool Restores, EarlyEnd End, int EndsAt)
{
    public static readonly Gen<FaultSchedule> Any = Gen.Select(
        ScheduledFault.Any.Array[0, 3],
        Gen.Bool,
        Gen.Bool,
        Gen.Enum<EarlyEnd>(),
        Gen.Int[1, 60],
        (faults, oneWave, restores, end, at) => new FaultSchedule(faults, oneWave, restores, end, at)
    );

    public override string ToString() =>
        $"{(OneWave ? "one wave" : "two waves")}, on failure {(Restores ? "rollback" : "stop")}, {End} at event {EndsAt}; {string.Join("; ", Faults.AsEnumerable())}";
}
