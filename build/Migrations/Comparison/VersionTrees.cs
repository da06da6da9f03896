using Migrations.Git;
using Migrations.Model;

namespace Migrations.Comparison;

/// <summary>
/// The migrations of two versions, read from their files. A content that both versions have is read once.
/// </summary>
internal sealed class VersionTrees
{
    private readonly MigrationSources _sources;

    private VersionTrees(GitSnapshot snapshot, MigrationSources sources, CancellationToken cancellationToken)
    {
        _sources = sources;
        var (older, newer) = sources.Of(snapshot.Older, snapshot.Newer, cancellationToken);
        var labels = new AppLabels(older, newer, Configurations);
        var apps = new AppMatching(labels.Folders(older), labels.Folders(newer));
        Older = sources.TreeOf(older, apps.Older, apps.Labels);
        Newer = sources.TreeOf(newer, apps.Newer, apps.Labels);
    }

    /// <summary>The version whose code will run.</summary>
    public MigrationTree Older { get; }

    /// <summary>The version whose schema is in the database.</summary>
    public MigrationTree Newer { get; }

    /// <summary>The label of an app of either version.</summary>
    public string LabelOf(string app) => Newer.LabelOf(app) is var label && label != app ? label : Older.LabelOf(app);

    /// <summary>Reads the migrations of two versions. Contents that were read before are not read again.</summary>
    public static VersionTrees Read(
        GitSnapshot snapshot,
        MigrationSources sources,
        CancellationToken cancellationToken
    ) => new(snapshot, sources, cancellationToken);

    private IReadOnlyCollection<AppConfiguration> Configurations(AppSources app) =>
        [.. app.Configurations.Select(_sources.ConfigurationOf).OfType<AppConfiguration>()];
}
