using System.Collections.Concurrent;
using Cake.Core;
using Foundation.Timing;
using Pipeline.Tools.Azure;
using Pipeline.Tools.Google;
using Releases.Fleets;
using Releases.Orders;

namespace Pipeline.Sources;

/// <summary>
/// Backs up databases through the command line of their provider. Regions on one server share its backup, which goes on
/// while one of them waits for it.
/// </summary>
/// <param name="context">Runs az and gcloud.</param>
/// <param name="time">The clock of the run.</param>
public sealed class DatabaseBackups(ICakeContext context, TimeProvider time) : IDatabaseBackups
{
    private readonly ConcurrentDictionary<RegionDatabase, Renewed<string>> _checked = new();
    private readonly ConcurrentDictionary<RegionDatabase, Renewed<string>> _taken = new();

    /// <inheritdoc/>
    public async Task CheckAsync(RegionDatabase database, CancellationToken cancellationToken) =>
        await _checked.GetOrAdd(database, each => Once(stop => LookAsync(each, stop))).CurrentAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<string> TakeAsync(RegionDatabase database, string name, CancellationToken cancellationToken) =>
        await _taken
            .GetOrAdd(database, each => Once(stop => CreateAsync(each, name, stop)))
            .CurrentAsync(cancellationToken);

    private Renewed<string> Once(Func<CancellationToken, Task<string>> ask) => new(ask, _ => null, time);

    private async Task<string> LookAsync(RegionDatabase database, CancellationToken cancellationToken)
    {
        await (
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
            }
        );
        return database.Name;
    }

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
