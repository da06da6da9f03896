using System.Collections.Concurrent;
using Cake.Core;
using Pipeline.Tools.Azure;
using Pipeline.Tools.Google;
using Releases.Fleets;
using Releases.Orders;

namespace Pipeline.Sources;

/// <summary>Backs up databases through the command line of their provider.</summary>
/// <param name="context">Runs az and gcloud.</param>
public sealed class DatabaseBackups(ICakeContext context) : IDatabaseBackups
{
    private readonly ConcurrentDictionary<RegionDatabase, Lazy<Task>> _checked = new();
    private readonly ConcurrentDictionary<RegionDatabase, Lazy<Task<string>>> _taken = new();

    /// <inheritdoc/>
    public Task CheckAsync(RegionDatabase database, CancellationToken cancellationToken) =>
        _checked.GetOrAdd(database, each => new(() => LookAsync(each, cancellationToken))).Value;

    /// <inheritdoc/>
    public Task<string> TakeAsync(RegionDatabase database, string name, CancellationToken cancellationToken) =>
        _taken.GetOrAdd(database, each => new(() => CreateAsync(each, name, cancellationToken))).Value;

    private Task LookAsync(RegionDatabase database, CancellationToken cancellationToken) =>
        database.Provider switch
        {
            DatabaseProvider.AzurePostgreSql => context.AzPostgresShowAsync(
                ServerOf(database),
                SettingsOf(database),
                cancellationToken
            ),
            DatabaseProvider.CloudSql => context.CloudSqlDescribeAsync(
                InstanceOf(database),
                new GcloudSettings(),
                cancellationToken
            ),
        };

    private async Task<string> CreateAsync(RegionDatabase database, string name, CancellationToken cancellationToken)
    {
        await (
            database.Provider switch
            {
                DatabaseProvider.AzurePostgreSql => context.AzPostgresBackupAsync(
                    ServerOf(database),
                    name,
                    SettingsOf(database),
                    cancellationToken
                ),
                DatabaseProvider.CloudSql => context.CloudSqlBackupAsync(
                    InstanceOf(database),
                    name,
                    new GcloudSettings(),
                    cancellationToken
                ),
            }
        );
        return name;
    }

    private static PostgresServer ServerOf(RegionDatabase database) => new(database.Name, database.ResourceGroup!);

    private static AzSettings SettingsOf(RegionDatabase database) => new() { Subscription = database.Subscription };

    private static CloudSqlInstance InstanceOf(RegionDatabase database) => new(database.Name, database.Project!);
}
