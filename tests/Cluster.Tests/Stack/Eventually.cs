namespace Cluster.Tests.Stack;

/// <summary>Waits for what happens elsewhere.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Looks again and again until there is something.</summary>
    /// <param name="what">What is looked for.</param>
    /// <param name="look">Finds it, or nothing.</param>
    /// <param name="seen">What there is instead, for whoever reads the failure.</param>
    public static async Task<T> FindAsync<T>(string what, Func<Task<T?>> look, Func<string>? seen = null)
        where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        while (true)
        {
            if (await look() is { } found)
                return found;
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"after {Limit.TotalMinutes} minutes there is no {what}\n{seen?.Invoke()}");
            await Task.Delay(Pace, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Looks again and again until it is so.</summary>
    public static Task BecomesTrueAsync(string what, Func<Task<bool>> look) =>
        FindAsync(what, async () => await look() ? what : null);
}
