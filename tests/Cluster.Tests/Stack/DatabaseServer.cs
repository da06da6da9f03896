using System.Globalization;
using System.Security.Cryptography;

namespace Cluster.Tests.Stack;

/// <summary>A PostgreSQL server of a test's own, which it may kill and restore.</summary>
public sealed class DatabaseServer : IAsyncDisposable
{
    private readonly string _name;

    private DatabaseServer(string name, string port)
    {
        _name = name;
        Port = port;
    }

    public string Port { get; }

    public static async Task<DatabaseServer> StartAsync()
    {
        var name = NewName();
        return new DatabaseServer(name, await ScriptAsync("start", name));
    }

    /// <summary>Ends all its processes at once.</summary>
    public Task KillAsync() => ScriptAsync("kill", _name);

    /// <summary>Starts it again after it was killed.</summary>
    public Task StartAgainAsync() => ScriptAsync("start", _name);

    /// <summary>Makes a base backup.</summary>
    public Task BackUpAsync() => ScriptAsync("back-up", _name);

    /// <summary>Starts another server with what this one held at a moment after its base backup.</summary>
    public async Task<DatabaseServer> RestoreAsync(DateTimeOffset moment)
    {
        // PostgreSQL takes numbers for a zone here, and not the Z of ISO 8601.
        var time = moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff'+00'", CultureInfo.InvariantCulture);
        var name = NewName();
        return new DatabaseServer(name, await ScriptAsync("restore", name, _name, time));
    }

    /// <summary>Ends it and removes what it has.</summary>
    public async ValueTask DisposeAsync() => await ScriptAsync("stop", _name);

    private static string NewName() => $"database-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3))}";

    private static async Task<string> ScriptAsync(params string[] arguments) =>
        (await Command.RunAsync(Repository.Of("tests", "cluster", "database-server"), arguments)).Trim();
}
