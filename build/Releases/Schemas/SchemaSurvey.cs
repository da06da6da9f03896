using System.Text.Json.Nodes;
using Clusters.Calls;
using Foundation.Failures;
using Releases.Fleets;
using Releases.Jobs;
using Releases.Versions;

namespace Releases.Schemas;

/// <summary>
/// Asks a region's database with the image of the live version. Where the database may have been migrated to a newer
/// version, it asks with that version's image also. An image knows only the migrations that it has.
/// </summary>
/// <param name="fleet">The fleet's rules.</param>
/// <param name="repository">The images' repository with its registry.</param>
/// <param name="actor">Who asks.</param>
/// <param name="patience">The factor on the usual time limit.</param>
/// <param name="squashes">What squashes replace.</param>
public sealed class SchemaSurvey(
    Fleet fleet,
    string repository,
    string actor,
    double patience,
    CheckedOutSquashes squashes
)
{
    private const int MostTables = 50;

    /// <summary>Asks the database. It never fails: the status says what could not be asked.</summary>
    /// <param name="region">The region.</param>
    /// <param name="cluster">The region's cluster.</param>
    /// <param name="live">The live version; <see langword="null"/> where the workloads do not agree.</param>
    /// <param name="release">The version to release, when its image exists.</param>
    /// <param name="cancellationToken">Stops the question.</param>
    public async Task<SchemaStatus> ReadAsync(
        Region region,
        RegionCluster cluster,
        string? live,
        string? release,
        CancellationToken cancellationToken
    )
    {
        if (live is null)
            return new SchemaStatus("?")
            {
                NotAsked = "its workloads run several versions, or an unknown one: there is no image to ask",
            };
        var status = new SchemaStatus(live);
        try
        {
            var own = await AskAsync(region, cluster, live, cancellationToken);
            status = status with { Count = own.Migrations.Count, Missing = own.Open };
            if (await NewerAsync(cluster, live, release, cancellationToken) is not { } newer)
                return status;
            status = status with { Newer = newer };
            var next = await AskAsync(region, cluster, newer, cancellationToken);
            var (replaced, notRead) = await squashes.OfAsync(live, newer, cancellationToken);
            return SchemaComparison.Of(status, own, next, replaced) with { SquashesNotRead = notRead };
        }
        catch (UsageException exception)
        {
            return status with { NotAsked = string.Join("; ", exception.Problems) };
        }
        catch (ReleaseException exception)
        {
            return status with { NotAsked = exception.Message };
        }
    }

    /// <summary>
    /// Asks the database how many rows tables have, with the image of the live version. It never fails: the status says
    /// what could not be asked.
    /// </summary>
    /// <param name="status">What the database has answered so far.</param>
    /// <param name="tables">The tables. Nothing is asked where there is none.</param>
    /// <param name="region">The region.</param>
    /// <param name="cluster">The region's cluster.</param>
    /// <param name="cancellationToken">Stops the question.</param>
    public async Task<SchemaStatus> WithRowsAsync(
        SchemaStatus status,
        IReadOnlyList<string> tables,
        Region region,
        RegionCluster cluster,
        CancellationToken cancellationToken
    )
    {
        // A database that did not answer once is not asked again.
        if (tables.Count == 0 || status.Count == 0)
            return status;
        try
        {
            var answer = await new SchemaQuestion(cluster, repository).AskRowsAsync(
                Manifest(region, status.Version),
                [.. tables.Take(MostTables)],
                patience,
                cancellationToken
            );
            return answer.IsPostgreSql
                ? status with
                {
                    Tables = answer.Tables,
                    RowsNotAsked =
                        tables.Count > MostTables
                            ? $"{tables.Count - MostTables} of {tables.Count} tables were left out"
                            : null,
                }
                : status with
                {
                    RowsNotAsked = $"the database is {answer.Vendor}, and only PostgreSQL estimates them",
                };
        }
        catch (ReleaseException exception)
        {
            return status with { RowsNotAsked = exception.Message };
        }
    }

    private async Task<string?> NewerAsync(
        RegionCluster cluster,
        string live,
        string? release,
        CancellationToken cancellationToken
    )
    {
        var noted = (await new MigrationNoteStore(cluster, fleet.Migration.Job).ReadAsync(cancellationToken))?.Schema;
        return new[] { release, noted }.FirstOrDefault(version => version is not null && version != live);
    }

    private Task<AskedSchema> AskAsync(
        Region region,
        RegionCluster cluster,
        string version,
        CancellationToken cancellationToken
    ) => new SchemaQuestion(cluster, repository).AskAsync(Manifest(region, version), patience, cancellationToken);

    private JsonObject Manifest(Region region, string version)
    {
        var tag = ImageTag.TryParse(version) ?? throw new ReleaseException($"'{version}' is no image tag");
        var purpose = JobPurpose.Migrate(tag);
        return MigrationManifest.Render(fleet, repository, actor, version, region, purpose);
    }
}
