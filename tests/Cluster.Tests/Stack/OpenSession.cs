using System.Diagnostics;

namespace Cluster.Tests.Stack;

/// <summary>A session of a database that has done something and stays open.</summary>
public sealed class OpenSession : IAsyncDisposable
{
    private readonly Process _psql;

    private OpenSession(Process psql) => _psql = psql;

    /// <summary>Opens a transaction, runs statements in it, and leaves it open.</summary>
    public static async Task<OpenSession> BeginAsync(Psql database, string statements)
    {
        var start = new ProcessStartInfo("psql", Psql.Arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in database.Variables)
            start.Environment[name] = value;
        var session = new OpenSession(Process.Start(start)!);
        await session._psql.StandardInput.WriteLineAsync($"BEGIN; {statements}; SELECT 'it is open';");
        await session._psql.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        while (await session._psql.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            if (line == "it is open")
                return session;
        throw new InvalidOperationException($"psql ended before it had done: {statements}");
    }

    /// <summary>Ends the session; its transaction is rolled back.</summary>
    public async ValueTask DisposeAsync()
    {
        _psql.StandardInput.Close();
        await _psql.WaitForExitAsync(CancellationToken.None);
        _psql.Dispose();
    }
}
