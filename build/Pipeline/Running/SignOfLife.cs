namespace Pipeline.Running;

/// <summary>Shows that a long silent step still lives.</summary>
public static class SignOfLife
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(30);

    /// <summary>Waits for some work, and says so every half minute.</summary>
    /// <param name="context">The run.</param>
    /// <param name="text">What is said.</param>
    /// <param name="work">The work; it has a limit and a cancellation of its own.</param>
    public static async Task DuringAsync(ReleaseContext context, string text, Task work)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.Cancelled);
        var life = SayAsync(context, text, end.Token);
        try
        {
            await work;
        }
        finally
        {
            await end.CancelAsync();
            await life;
        }
    }

    private static async Task SayAsync(ReleaseContext context, string text, CancellationToken end)
    {
        using var timer = new PeriodicTimer(Pace, context.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(end))
                context.Say(text);
        }
        catch (OperationCanceledException)
        {
            // The work has ended.
        }
    }
}
