using System.Text.Json.Serialization;
using Foundation.Text;
using Releases.Fleets;
using Releases.Orders;
using Releases.Records;
using Releases.Schemas;

namespace Releases.Plans;

/// <summary>What a release would do to one region.</summary>
public sealed record RegionPlan
{
    /// <summary>The region's name.</summary>
    public required string Name { get; init; }

    /// <summary>Where the region's cluster runs: <c>aks</c>, <c>gke</c> or <c>context</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>The region's wave, counted from 1.</summary>
    public required int Wave { get; init; }

    /// <summary>
    /// The live version. <see langword="null"/> when the workloads do not agree or could not be read.
    /// </summary>
    public string? From { get; init; }

    /// <summary>
    /// The version that was live before an earlier run of the same release has set images. <see langword="null"/> where
    /// none has, and where the workloads do not tell.
    /// </summary>
    [JsonIgnore]
    public string? Before { get; init; }

    /// <summary>What the region serves. <see langword="null"/> when nobody looked.</summary>
    [JsonIgnore]
    public Serving? Serves { get; init; }

    /// <summary>What the checks have judged of it. <see langword="null"/> when it could not be read.</summary>
    [JsonIgnore]
    public JudgedRegion? Judged { get; init; }

    /// <summary>
    /// Whether the version cannot go there, in a run that only tags and pushes it for other regions.
    /// </summary>
    [JsonIgnore]
    public bool IsLeftOut { get; init; }

    /// <summary>
    /// The version that a rollback is judged from, when it is not <see cref="From"/>: the newer version that the
    /// database was migrated to.
    /// </summary>
    [JsonIgnore]
    public string? JudgedFrom { get; init; }

    /// <summary>
    /// The version that its database was migrated to last, on the way forward. <see langword="null"/> when that is not
    /// known.
    /// </summary>
    [JsonIgnore]
    public string? MigratedTo { get; init; }

    /// <summary>Whether the region's note says that the migration of the version to release is done.</summary>
    [JsonIgnore]
    public bool IsMigrated { get; init; }

    /// <summary>
    /// The states that its database had before what it is taken back from, with the command and how long ago that was;
    /// none on the way forward, and where that is not known.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<(string Version, RestorePoint State, TimeSpan Ago)> RestorePoints { get; init; } = [];

    /// <summary>
    /// Where the newest way back from the version to release led to, who went and when, as the region's workloads tell
    /// of it; <see langword="null"/> where they tell of none.
    /// </summary>
    [JsonIgnore]
    public (string To, string Actor, DateTimeOffset At)? WentBack { get; init; }

    /// <summary>
    /// What speaks against taking the region back, beside the verdict on its migrations, and what helps. Of
    /// <c>CheckRollback</c>; for <c>Rollback</c> the same are findings.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<(string Line, string NextStep)> Objections { get; init; } = [];

    /// <summary>The workloads that change.</summary>
    public IReadOnlyList<WorkloadRecord> Changes { get; init; } = [];

    /// <summary>The workloads that have the image already, by kind and name.</summary>
    public IReadOnlyList<string> Unchanged { get; init; } = [];

    /// <summary>
    /// The workloads that want no pod, by kind and name. The run cannot see the new image run in them.
    /// </summary>
    public IReadOnlyList<string> ScaledToZero { get; init; } = [];

    /// <summary>
    /// What the region's database has answered. <see langword="null"/> unless the run asks databases.
    /// </summary>
    public SchemaStatus? Database { get; init; }

    /// <summary>What backs up its database before the migrations; <see langword="null"/> where nothing does.</summary>
    public string? Backup { get; init; }

    /// <summary>
    /// What applying the fleet's manifests would do. <see langword="null"/> unless the run applies them, and where the
    /// server could not be asked.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PlannedObject>? Objects { get; init; }

    /// <summary>
    /// The commands for a shell that do the same by hand, line by line; <see langword="null"/> unless they were asked
    /// for, and where the workloads could not be read.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<string>? Procedure { get; init; }

    /// <summary>Who holds the deploy lock, and since when.</summary>
    public string? Lock { get; init; }

    /// <summary>The plan of a region before anything is known about it.</summary>
    public static RegionPlan Of(Region region, int wave) =>
        new()
        {
            Name = region.Name,
            Provider = region.Provider.Word(),
            Wave = wave,
        };
}
