using System.Text.Json.Serialization;

namespace Releases.Records;

/// <summary>What happened in one region.</summary>
public sealed record RegionRecord
{
    /// <summary>The region's name.</summary>
    public required string Name { get; init; }

    /// <summary>Where the region's cluster runs: <c>aks</c>, <c>gke</c>, <c>context</c> or <c>drill</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>The cluster's name at its provider, or the context's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Cluster { get; init; }

    /// <summary>The namespace.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Namespace { get; init; }

    /// <summary>The address of the API server that the run has spoken to.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Server { get; init; }

    /// <summary>Whether that server is a cluster that is embedded in a drill.</summary>
    [JsonPropertyName("drill")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsDrill { get; init; }

    /// <summary>The region's wave, counted from 1.</summary>
    public required int Wave { get; init; }

    /// <summary>How the region ended.</summary>
    public Outcome Outcome { get; init; }

    /// <summary>The version that ran before. <see langword="null"/> when it could not be read.</summary>
    public string? From { get; init; }

    /// <summary>
    /// The version that ran before an earlier run of the same release had set images. <see langword="null"/> where none
    /// had, and where that could not be read.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Before { get; init; }

    /// <summary>
    /// What the region serves, as far as the run has seen, in the text of <see cref="Serving"/>: <c>1.2.3</c>, <c>mixed
    /// 1.2.2/1.2.3</c>, or <c>unknown: why</c>.
    /// </summary>
    public string? Live { get; init; }

    /// <summary>The stages that the region's lane has entered, in order.</summary>
    [JsonRequired]
    public IReadOnlyList<StageRecord> Stages { get; init; } = [];

    /// <summary>The workloads that were changed.</summary>
    [JsonRequired]
    public IReadOnlyList<WorkloadRecord> Workloads { get; init; } = [];

    /// <summary>
    /// The objects that manifests were applied to. <see langword="null"/> in a run that applies none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ObjectRecord>? Objects { get; init; }

    /// <summary>
    /// The region's schema, as far as the run has seen. <see langword="null"/> where nothing was migrated.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SchemaRecord? Schema { get; init; }

    /// <summary>
    /// The state of its database before the run changed the schema; <see langword="null"/> where it did not.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RestorePoint? RestorePoint { get; init; }

    /// <summary>What went wrong, when something did.</summary>
    public FailureRecord? Failure { get; init; }
}

/// <summary>One stage of one region.</summary>
/// <param name="Name">Which stage.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="StartedAt">When the lane entered it.</param>
/// <param name="Seconds">How long it took; <see langword="null"/> while it runs and after a crash.</param>
/// <param name="Detail">What was done, in a few words.</param>
public sealed record StageRecord(
    Stage Name,
    Outcome Outcome,
    DateTimeOffset StartedAt,
    double? Seconds = null,
    string? Detail = null
);

/// <summary>A workload whose images were changed.</summary>
/// <param name="Kind">Its Kubernetes kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="From">The image that it ran before.</param>
/// <param name="To">The image that it was given.</param>
public sealed record WorkloadRecord(string Kind, string Name, string From, string To);

/// <summary>An object that a manifest was applied to.</summary>
/// <param name="Kind">Its Kubernetes kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Change">
/// <c>created</c>, <c>configured</c> or <c>unchanged</c>; <c>unknown</c> when the server's answer did not come.
/// </param>
public sealed record ObjectRecord(string Kind, string Name, string Change);
