namespace Pipeline.Tests.GameDays;

/// <summary>A day as it is tried in a region of its own.</summary>
/// <param name="Day">The day.</param>
/// <param name="Recovery">What helps; <see langword="null"/> when nothing has to.</param>
internal sealed record Trial(GameDay Day, Recovery? Recovery)
{
    /// <summary>Every day that can be, with each of its recoveries.</summary>
    public static IReadOnlyList<Trial> All { get; } =
    [
        .. DaysAtAStage
            .All.Where(day => day.Never is null)
            .SelectMany(day =>
                day.Recoveries.Count == 0
                    ? [new Trial(day, null)]
                    : day.Recoveries.Select(recovery => new Trial(day, recovery))
            ),
    ];

    /// <summary>What tells it from all others; a region's name, too.</summary>
    public string Name => $"{Day.Fault}-{Recovery?.ToString() ?? "Passes"}".ToLowerInvariant();
}
