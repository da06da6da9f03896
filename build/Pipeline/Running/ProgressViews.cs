using Pipeline.Terminal;
using Pipeline.Terminal.Live;

namespace Pipeline.Running;

/// <summary>Chooses how a run is shown.</summary>
public static class ProgressViews
{
    /// <summary>Events for programs.</summary>
    public const string Json = "json";

    /// <summary>The view that was asked for, or the one that fits.</summary>
    public static IProgressView Of(ReleaseRequest request)
    {
        var environment = request.Environment;
        if (request.Options.Progress == Json)
            return new JsonProgress(
                request.Events ?? environment.Output,
                environment.Time,
                request.Options.TailMigration
            );
        var lines = new PlainProgress(
            environment.Output,
            request.Waves.SelectMany(wave => wave.Regions),
            environment.Time,
            environment.Colours,
            request.Options.TailMigration
        );
        return IsLive(request)
            ? new LiveProgress(
                environment.Screen!,
                lines,
                request.Waves,
                ProcessTerminal.Glyphs(environment.Variable),
                environment.Time
            )
            : lines;
    }

    /// <summary>Why what was asked for cannot be, or <see langword="null"/>.</summary>
    public static string? ProblemOf(ReleaseRequest request) =>
        request.Options.Progress == "live" && !CanPaint(request.Environment)
            ? "--progress=live: the output is no terminal that can be painted on; leave it out for plain lines"
            : null;

    // The log of a CI job is for reading afterwards, even where the runner gives it a terminal.
    private static bool IsLive(ReleaseRequest request) =>
        request.Options.Progress switch
        {
            "plain" or Json => false,
            "live" => CanPaint(request.Environment),
            _ => !IsCi(request.Environment) && CanPaint(request.Environment),
        };

    private static bool CanPaint(RunEnvironment environment) => environment.Screen?.CanPaint == true;

    private static bool IsCi(RunEnvironment environment) =>
        environment.IsGitLab || !string.IsNullOrEmpty(environment.Variable("CI"));
}
