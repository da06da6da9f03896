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
    /// <inheritdoc/>
    public Task TakeAsync(RegionDatabase database, string name, CancellationToken cancellationToken) =>
        database.Provider switch
        {
            DatabaseProvider.AzurePostgreSql => context.AzPostgresBackupAsync(
                new PostgresServer(database.Name, database.ResourceGroup!),
                name,
                new AzSettings { Subscription = database.Subscription },
                cancellationToken
            ),
            DatabaseProvider.CloudSql => context.CloudSqlBackupAsync(
                new CloudSqlInstance(database.Name, database.Project!),
                name,
                new GcloudSettings(),
                cancellationToken
            ),
        };
}
