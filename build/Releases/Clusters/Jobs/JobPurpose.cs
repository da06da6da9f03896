using k8s.Models;
using Releases.Clusters.Workloads;
using Releases.Migrations;
using Releases.Versions;

namespace Releases.Clusters.Jobs;

/// <summary>
/// What a migration Job is run for. It is written on the Job as labels, so that a second run knows its own. All Jobs of a region have one
/// name: never do two of them work on one database.
/// </summary>
public sealed record JobPurpose
{
    private JobPurpose(ImageTag version)
    {
        Version = version;
    }

    /// <summary>The version whose image runs.</summary>
    public ImageTag Version { get; }

    /// <summary>What is un-applied; <see langword="null"/> for a migration forward.</summary>
    public UnapplyStep? Step { get; private init; }

    /// <summary>The labels that the Job and its pods carry.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>What the Job does, for a sign of life.</summary>
    public string Doing => Step is null ? "migrating" : $"un-applying {Step.App} to {Step.Target}";

    /// <summary>What the Job has done.</summary>
    public string Done => Step is null ? $"migrated to {Version}" : $"un-applied {string.Join(", ", Step.Migrations)}";

    /// <summary>To migrate to a version.</summary>
    public static JobPurpose Migrate(ImageTag version) =>
        new(version)
        {
            Labels = new Dictionary<string, string> { [ReleaseLabels.Version] = ReleaseLabels.ValueOf(version) },
        };

    /// <summary>To un-apply.</summary>
    /// <param name="newer">The version that has the migrations, and whose image runs.</param>
    /// <param name="older">The version that it is done for.</param>
    /// <param name="step">What is un-applied.</param>
    public static JobPurpose Unapply(ImageTag newer, ImageTag older, UnapplyStep step) =>
        new(newer)
        {
            Step = step,
            Labels = new Dictionary<string, string>
            {
                [ReleaseLabels.Version] = ReleaseLabels.ValueOf(newer),
                [ReleaseLabels.Back] = ReleaseLabels.ValueOf(older),
                [ReleaseLabels.Step] = ReleaseLabels.ValueOf($"{step.App}.{step.Target}"),
            },
        };

    /// <summary>Whether a Job was made for this, and is not on its way out.</summary>
    public bool IsOf(V1Job job) => job.Metadata.DeletionTimestamp is null && WasOf(job);

    /// <summary>Whether a Job was made for this, be it on its way out or not.</summary>
    public bool WasOf(V1Job job) =>
        new[] { ReleaseLabels.Version, ReleaseLabels.Back, ReleaseLabels.Step }.All(label =>
            job.Metadata.Labels?.TryGetValue(label, out var value) == true
                ? Labels.GetValueOrDefault(label) == value
                : !Labels.ContainsKey(label)
        );

    /// <inheritdoc/>
    public override string ToString() => Step is null ? $"{Version}" : $"the way back from {Version}";
}
