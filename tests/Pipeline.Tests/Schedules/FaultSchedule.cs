using CsCheck;

namespace Pipeline.Tests.Schedules;

/// <summary>A bad day: what goes wrong when, how the regions go, and when somebody presses Ctrl-C.</summary>
/// <param name="Faults">What goes wrong.</param>
/// <param name="OneWave">Whether both regions go at the same time.</param>
/// <param name="Restores">Whether regions that fail take their former images back.</param>
/// <param name="InterruptedAt">The event of the run at which somebody presses Ctrl-C; mostly beyond its end.</param>
internal sealed record FaultSchedule(ScheduledFault[] Faults, bool OneWave, bool Restores, int InterruptedAt)
{
    public static readonly Gen<FaultSchedule> Any = Gen.Select(
        ScheduledFault.Any.Array[0, 3],
        Gen.Bool,
        Gen.Bool,
        Gen.Int[1, 120],
        (faults, oneWave, restores, interrupted) => new FaultSchedule(faults, oneWave, restores, interrupted)
    );

    public override string ToString() =>
        $"{(OneWave ? "one wave" : "two waves")}, on failure {(Restores ? "rollback" : "stop")}, Ctrl-C at event {InterruptedAt}; {string.Join("; ", Faults.AsEnumerable())}";
}
