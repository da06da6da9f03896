using Foundation.Timing;

namespace Releases.Fleets;

/// <summary>A region's database, as far as its backups go.</summary>
/// <param name="Provider">Where it runs.</param>
/// <param name="Name">The name of its server or instance.</param>
public sealed record RegionDatabase(DatabaseProvider Provider, string Name)
{
    // Azure takes 63 letters, and so many are enough for Google, which takes 97 with the project.
    private const int LongestName = 63;

    /// <summary>The Azure resource group; set for <see cref="DatabaseProvider.AzurePostgreSql"/>.</summary>
    public string? ResourceGroup { get; init; }

    /// <summary>The Azure subscription, when it is not the one that <c>az</c> is set to.</summary>
    public string? Subscription { get; init; }

    /// <summary>The Google project; set for <see cref="DatabaseProvider.CloudSql"/>.</summary>
    public string? Project { get; init; }

    /// <summary>
    /// The command that restores the database to a moment. Both clouds make a new server from it, and leave the one
    /// that serves as it is (Azure, "Point-in-time recovery"; Google, "gcloud sql instances clone").
    /// </summary>
    /// <param name="moment">The moment; the command has it in UTC, to the second.</param>
    public string RestoreCommand(DateTimeOffset moment)
    {
        var at = UtcText.OfSecond(moment);
        var ending = $"-{UtcText.InName(moment)}";
        var restored = Name[..Math.Min(Name.Length, LongestName - ending.Length)] + ending;
        return Provider switch
        {
            DatabaseProvider.AzurePostgreSql =>
                $"az postgres flexible-server restore --resource-group {ResourceGroup} --name {restored} --source-server {Name} --restore-time {at}{(Subscription is null ? "" : $" --subscription {Subscription}")}",
            DatabaseProvider.CloudSql =>
                $"gcloud sql instances clone {Name} {restored} --point-in-time={at} --project={Project}",
        };
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Provider switch
        {
            DatabaseProvider.AzurePostgreSql => $"server {Name}",
            DatabaseProvider.CloudSql => $"instance {Name}",
        };
}

/// <summary>Where a region's database runs, and so how it is backed up.</summary>
public enum DatabaseProvider
{
    /// <summary>Azure Database for PostgreSQL, flexible server; through <c>az</c>.</summary>
    AzurePostgreSql,

    /// <summary>Google Cloud SQL; through <c>gcloud</c>.</summary>
    CloudSql,
}
