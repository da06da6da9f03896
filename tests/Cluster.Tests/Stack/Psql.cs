namespace Cluster.Tests.Stack;

/// <summary>A database of the stack as psql sees it, with all rights.</summary>
public sealed class Psql(StackSettings stack, string port, string database)
{
    public string Port => port;

    /// <summary>What psql connects with, besides its arguments.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; } =
        new Dictionary<string, string>
        {
            ["PGHOST"] = stack.DatabaseHost,
            ["PGPORT"] = port,
            ["PGDATABASE"] = database,
            ["PGUSER"] = "postgres",
            ["PGPASSWORD"] = stack.DatabasePassword,
        };

    /// <summary>Runs statements, each by itself.</summary>
    /// <returns>The rows of the last: a line each, columns with | between.</returns>
    public async Task<string> RunAsync(string statements) =>
        (await Command.RunAsync("psql", [.. Arguments, "--command", statements], input: null, Variables)).Trim();

    internal static readonly string[] Arguments =
    [
        "--no-psqlrc",
        "--quiet",
        "--tuples-only",
        "--no-align",
        "--set=ON_ERROR_STOP=1",
    ];
}
