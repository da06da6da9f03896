using System.Collections.ObjectModel;
using Releases.Images;

namespace Releases.Fleets;

/// <summary>Every region of the application, and the rules that hold for all of them.</summary>
public sealed record Fleet
{
    /// <summary>The kind of database whose locks the tool knows.</summary>
    public const string PostgreSql = "postgresql";

    /// <summary>The file that the fleet was read from.</summary>
    public required string File { get; init; }

    /// <summary>The registry's host, such as <c>example.azurecr.io</c>.</summary>
    public required string Registry { get; init; }

    /// <summary>The registry's name at Azure. The default is the first part of its host.</summary>
    public required string RegistryName { get; init; }

    /// <summary>The repository of the images in the registry.</summary>
    public required string Repository { get; init; }

    /// <summary>What the nodes of the regions run, and the images are built for.</summary>
    public ImagePlatform Platform { get; init; } = ImagePlatform.Default;

    /// <summary>The branch that releases are made from.</summary>
    public required string MainBranch { get; init; }

    /// <summary>The namespace of regions that name no namespace.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>Which workloads a release changes.</summary>
    public required IReadOnlyList<WorkloadRule> Workloads { get; init; }

    /// <summary>The Job that migrates a region.</summary>
    public required JobRule Migration { get; init; }

    /// <summary>
    /// The team's own Job that backs up the database of a region that names none; <see langword="null"/> where there is
    /// no such Job.
    /// </summary>
    public JobRule? Backup { get; init; }

    /// <summary>What the file gives to the manifests of all regions, by the variable's name.</summary>
    public IReadOnlyDictionary<string, FleetVariable> Variables { get; init; } =
        ReadOnlyDictionary<string, FleetVariable>.Empty;

    /// <summary>The kind of the regions' databases: <c>postgresql</c>, or another by its name.</summary>
    public string Database { get; init; } = PostgreSql;

    /// <summary>The levels that the file sets for rules about migrations, by the rule's name.</summary>
    public IReadOnlyDictionary<string, string> MigrationRules { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the databases are PostgreSQL, whose locks the tool knows.</summary>
    public bool IsPostgreSql => Database == PostgreSql;

    /// <summary>The kind of the databases where they are not PostgreSQL; otherwise <see langword="null"/>.</summary>
    public string? OtherDatabase => IsPostgreSql ? null : Database;

    /// <summary>
    /// How the live page shows the version: a regular expression with <c>{version}</c> in the version's place. The last
    /// match on the page counts.
    /// </summary>
    public required string PagePattern { get; init; }

    /// <summary>The group of regions of a run without <c>--regions</c>.</summary>
    public required string DefaultGroup { get; init; }

    /// <summary>Groups by name.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Groups { get; init; }

    /// <summary>The names of the regions of each wave.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Waves { get; init; }

    /// <summary>All regions, in the file's order.</summary>
    public required IReadOnlyList<Region> Regions { get; init; }

    /// <summary>
    /// Folders of manifests that are those of single regions, though no region of this fleet names them: the fleet
    /// stands beside the manifests of another one.
    /// </summary>
    public IReadOnlyList<string> OtherFolders { get; init; } = [];

    /// <summary>
    /// Whether the manifests are those of another fleet, which may lack the folders of these regions.
    /// </summary>
    public bool IsBeside { get; init; }

    /// <summary>The folder of the manifests.</summary>
    public string Folder => Path.GetDirectoryName(Path.GetFullPath(File))!;

    /// <summary>The repository of the images with its registry, without a tag.</summary>
    public string Image => $"{Registry}/{Repository}";

    /// <summary>This fleet with the manifests of another one.</summary>
    public Fleet Beside(Fleet other) =>
        this with
        {
            File = other.File,
            IsBeside = true,
            OtherFolders = [.. other.Regions.Select(region => region.Manifests).OfType<string>()],
        };

    /// <summary>Whether a region's database can be backed up by a run.</summary>
    public bool CanBackUp(Region region) => region.Database is not null || Backup is not null;

    /// <summary>A Job's manifest for a region.</summary>
    public string ManifestOf(JobRule job, Region region) =>
        Path.Combine(Folder, region.Manifests ?? string.Empty, job.Manifest);
}

/// <summary>A Job that runs in a region.</summary>
/// <param name="Manifest">The Job's manifest, below the fleet file's folder or the region's <c>manifests</c> folder in
/// it.</param>
/// <param name="Job">The name of the Job.</param>
public sealed record JobRule(string Manifest, string Job);
