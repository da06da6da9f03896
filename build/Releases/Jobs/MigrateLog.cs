using System.Globalization;
using System.Text.RegularExpressions;
using Releases.Records;

namespace Releases.Jobs;

/// <summary>
/// Reads the output of <c>manage.py migrate</c>, line by line, from one run of one container. Lines that Django did not
/// write are ignored.
/// </summary>
/// <remarks>
/// Django writes <c>Applying app.name...</c> before a migration and <c> OK</c> behind it
/// (django/core/management/commands/migrate.py), the second without a flush. A migration's own output stands between
/// the two.
/// </remarks>
public sealed partial class MigrateLog
{
    private readonly List<SchemaStep> _steps = [];
    private DateTimeOffset? _mark;
    private bool _isBack;

    /// <summary>Reads all lines of a log.</summary>
    public static MigrateLog Of(IEnumerable<string> lines)
    {
        var log = new MigrateLog();
        foreach (var line in lines)
            log.Read(line, null);
        return log;
    }

    /// <summary>The migrations that were begun, in order.</summary>
    public IReadOnlyList<SchemaStep> Steps => _steps;

    /// <summary>Whether Django has begun a migration, and not only looked for what is to be done.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>The migrations that Django applied or took back, in order.</summary>
    public IReadOnlyList<string> Done =>
        [.. _steps.Where(step => step.State != StepState.Running).Select(step => step.Name)];

    /// <summary>The migration that was begun and has not ended. <see langword="null"/> when there is none.</summary>
    public string? UnderWay => _steps is [.., { State: StepState.Running } last] ? last.Name : null;

    /// <summary>When the newest migration that was read began or ended.</summary>
    public DateTimeOffset? Mark => _mark;

    /// <summary>Reads a line.</summary>
    /// <param name="text">The line as the container wrote it.</param>
    /// <param name="at">When the container wrote it; <see langword="null"/> where that is not known.</param>
    /// <returns>Whether the line says anything about a migration.</returns>
    public bool Read(string text, DateTimeOffset? at)
    {
        var line = Colour().Replace(text, "").TrimEnd('\r');
        if (Step().Match(line) is { Success: true } step)
        {
            // Django begins a migration only when the one before has succeeded.
            End(at, null);
            _isBack = step.Groups["un"].Success;
            HasBegun = true;
            var end = Ending().Match(step.Groups["rest"].Value);
            _steps.Add(new SchemaStep(step.Groups["name"].Value, StepState.Running));
            if (end.Success)
                End(at, end);
            else
                _mark = at;
            return true;
        }
        if (UnderWay is not null && Ending().Match(line) is { Success: true } ending)
        {
            End(at, ending);
            return true;
        }
        if (!Begin().IsMatch(line))
            return false;
        HasBegun = true;
        _mark = at;
        return true;
    }

    private void End(DateTimeOffset? at, Match? ending)
    {
        if (UnderWay is null)
            return;
        var said =
            ending is not null && ending.Groups["seconds"] is { Success: true } seconds
                ? double.Parse(seconds.Value, CultureInfo.InvariantCulture)
                : (at - _mark)?.TotalSeconds;
        _steps[^1] = _steps[^1] with
        {
            State = _isBack ? StepState.Unapplied : StepState.Applied,
            Seconds = said is { } known ? Math.Round(Math.Max(0, known), 3) : null,
        };
        _mark = at;
    }

    [GeneratedRegex(
        @"^\s*((?<un>Unapplying)|Applying) (?<name>\w+\.\S+?)\.\.\.(?<rest>.*)$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Step();

    // The whole rest of the line has to match, because a migration's own output may end with the same letters.
    [GeneratedRegex(
        @"^ (OK|FAKED)( \((?<seconds>\d+\.\d+)s\))?\s*$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Ending();

    [GeneratedRegex(
        @"^(Running migrations:|\s*Rendering model states\.\.\..*)\s*$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Begin();

    // Django colours its words on a terminal and with --force-color.
    [GeneratedRegex(@"\x1b\[[0-9;]*m", RegexOptions.NonBacktracking)]
    private static partial Regex Colour();
}
