using Pipeline.Running;

namespace Pipeline.Exercises;

/// <summary>Asks for the next line, and says when something else has come first.</summary>
/// <param name="environment">Where lines come from and go to.</param>
/// <param name="isTerminal">Whether a person types them.</param>
internal sealed class Prompt(RunEnvironment environment, bool isTerminal)
{
    private const string Sign = "exercise> ";

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    // A line that was asked for, and has not come yet: it may be typed after a step was done from a second terminal.
    private Task<string?>? _next;

    /// <summary>Waits for a line.</summary>
    /// <param name="isOver">Whether the step is done meanwhile; asked now and then while a person thinks.</param>
    /// <param name="cancellationToken">Cancelled by Ctrl-C.</param>
    /// <returns>The line and whether there was one; the step is done where there is neither line nor end.</returns>
    public async Task<Typed> ReadAsync(Func<Task<bool>> isOver, CancellationToken cancellationToken)
    {
        await environment.Output.WriteAsync(Sign);
        await environment.Output.FlushAsync(cancellationToken);
        // Reading a line knows no cancellation: it is left behind when the exercise ends.
        _next ??= Task.Run(environment.Input, CancellationToken.None);
        while (await Task.WhenAny(_next, Task.Delay(Pace, environment.Time, cancellationToken)) != _next)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (isTerminal && await isOver())
            {
                await environment.Output.WriteLineAsync();
                return new Typed(null, IsEnd: false);
            }
        }
        var line = await _next;
        _next = null;
        // A person's own letters stand there already.
        if (!isTerminal || line is null)
            await environment.Output.WriteLineAsync(line ?? "");
        return new Typed(line?.Trim(), IsEnd: line is null);
    }
}

/// <summary>What came from the prompt.</summary>
/// <param name="Line">The line; <see langword="null"/> when none came.</param>
/// <param name="IsEnd">Whether there are no more.</param>
internal sealed record Typed(string? Line, bool IsEnd);
