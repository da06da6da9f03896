using Foundation.Failures;
using Foundation.Json;

namespace Pipeline.Tools.Azure;

/// <summary>Takes on-demand backups of a flexible server of Azure Database for PostgreSQL.</summary>
/// <param name="host">The build's services.</param>
/// <param name="server">The server.</param>
public sealed class PostgresBackups(ToolHost host, PostgresServer server) : AzTool(host)
{
    // az ends so when it does not know an argument, before it has asked Azure for anything.
    private const int WrongArguments = 2;
    private static readonly TimeSpan LookLimit = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    protected override TimeSpan DefaultLimit => TimeSpan.FromHours(2);

    /// <summary>Makes sure that the server is there and ready for this login.</summary>
    /// <exception cref="ReleaseException">It is not.</exception>
    public async Task ShowAsync(AzSettings settings, CancellationToken cancellationToken)
    {
        string[] command = ["postgres", "flexible-server", "show"];
        string[] which = ["--resource-group", server.ResourceGroup, "--name", server.Name];
        string[] answer = ["--query", "state", "--output", "tsv"];
        var show = new ToolCommand(
            "postgres flexible-server show",
            Arguments(settings, [.. command, .. which, .. answer])
        );
        var state = (await RunAsync(settings, show with { Limit = LookLimit }, cancellationToken)).Text;
        if (state != "Ready")
            throw new ReleaseException(
                $"az postgres flexible-server show: server {server.Name} is {state}, so it cannot be backed up.",
                $"az postgres flexible-server show --resource-group {server.ResourceGroup} --name {server.Name} --output table"
            );
    }

    /// <summary>Takes a backup and waits until Azure says that it is complete.</summary>
    /// <param name="name">The name of the backup.</param>
    /// <param name="settings">How az is run.</param>
    /// <param name="cancellationToken">Stops the wait; Azure goes on.</param>
    /// <exception cref="ReleaseException">Azure refuses, or the backup is not complete.</exception>
    /// <remarks>
    /// az 2.86 gave <c>--name</c> another meaning: it was the server, and is the backup ("az postgres flexible-server
    /// backup", breaking change).
    /// </remarks>
    public async Task CreateAsync(string name, AzSettings settings, CancellationToken cancellationToken)
    {
        var answer = await RunAsync(
            settings,
            Create(settings, "--server-name", server.Name, "--name", name) with
            {
                Answers = [WrongArguments],
            },
            cancellationToken
        );
        var isFormer = answer.ExitCode == WrongArguments;
        if (isFormer)
            answer = await RunAsync(
                settings,
                Create(settings, "--name", server.Name, "--backup-name", name),
                cancellationToken
            );
        if (LooseJson.TryParse(answer.Text)?.Text("completedTime") is null)
            throw new ReleaseException(
                $"az postgres flexible-server backup create: backup {name} of server {server.Name} is not complete.",
                $"az postgres flexible-server backup list --resource-group {server.ResourceGroup} {(isFormer ? "--name" : "--server-name")} {server.Name}{(settings.Subscription is { } subscription ? $" --subscription {subscription}" : "")} --output table"
            );
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<FailureHint> FailureHints(AzSettings settings) => AzFailures.Database(server);

    private ToolCommand Create(AzSettings settings, params string[] names)
    {
        string[] command = ["postgres", "flexible-server", "backup", "create"];
        string[] rest = ["--resource-group", server.ResourceGroup, "--output", "json"];
        return new("postgres flexible-server backup create", Arguments(settings, [.. command, .. names, .. rest]));
    }
}

/// <summary>A flexible server of Azure Database for PostgreSQL.</summary>
/// <param name="Name">The server's name.</param>
/// <param name="ResourceGroup">The resource group that it is in.</param>
public sealed record PostgresServer(string Name, string ResourceGroup);
