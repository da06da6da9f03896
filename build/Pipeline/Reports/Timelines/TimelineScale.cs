using System.Globalization;
using Foundation.Timing;
using Releases.Records;

namespace Pipeline.Reports.Timelines;

/// <summary>From moments to places on a line, in percent of its length.</summary>
public sealed class TimelineScale
{
    private const int MostTicks = 6;

    // A stage of no time at all is still to be seen: two of 700 pixels.
    private const double LeastWidth = 0.3;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    // What people count in.
    private static readonly double[] Steps =
    [
        0.1,
        0.2,
        0.5,
        1,
        2,
        5,
        10,
        15,
        30,
        60,
        120,
        300,
        600,
        900,
        1800,
        3600,
        7200,
        14400,
        43200,
        86400,
    ];

    private TimelineScale(DateTimeOffset start, TimeSpan length)
    {
        Start = start;
        Length = length;
    }

    /// <summary>When the first lane entered its first stage.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>From then to the end of the last stage.</summary>
    public TimeSpan Length { get; }

    /// <summary>The scale of a record; <see langword="null"/> when no lane has started.</summary>
    public static TimelineScale? Of(ReleaseRecord record)
    {
        var stages = record.Regions.SelectMany(region => region.Stages).ToArray();
        if (stages.Length == 0)
            return null;
        var start = stages.Min(stage => stage.StartedAt);
        var length = stages.Max(stage => EndOf(record, start, stage));
        return new TimelineScale(start, length > Shortest ? length : Shortest);
    }

    /// <summary>Where a stage is drawn, in percent. One that has no end goes to the end of the line.</summary>
    public (double Left, double Width) Place(StageRecord stage)
    {
        var left = Percent(Times.Between(Start, stage.StartedAt));
        var width = Times.Span(stage.Seconds) is { } took ? Percent(took) : 100 - left;
        var shown = Math.Clamp(width, LeastWidth, 100);
        return (Math.Min(left, 100 - shown), shown);
    }

    /// <summary>Round times along the line, with their places in percent.</summary>
    public IEnumerable<(TimeSpan At, double Left)> Ticks()
    {
        var step = Steps.FirstOrDefault(
            step => Length.TotalSeconds / step <= MostTicks,
            Length.TotalSeconds / MostTicks
        );
        for (var tick = 0; tick * step <= Length.TotalSeconds; tick++)
        {
            var at = TimeSpan.FromSeconds(tick * step);
            yield return (at, Percent(at));
        }
    }

    /// <summary>A place as an attribute's value.</summary>
    public static string Text(double percent) => string.Create(CultureInfo.InvariantCulture, $"{percent:0.##}%");

    /// <summary>A time along the line: whole seconds without a fraction.</summary>
    public static string Text(TimeSpan at) =>
        at.TotalSeconds < 10 && at.Ticks % TimeSpan.TicksPerSecond == 0
            ? $"{(int)at.TotalSeconds}s"
            : DurationText.Of(at);

    private static TimeSpan EndOf(ReleaseRecord record, DateTimeOffset start, StageRecord stage) =>
        Times.Span(stage.Seconds) is { } took ? Times.Between(start, stage.StartedAt) + took
        : record.FinishedAt is { } end ? Times.Between(start, end)
        : Times.Between(start, stage.StartedAt);

    private double Percent(TimeSpan span) => 100 * (span / Length);
}
