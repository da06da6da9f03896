using k8s.Models;
using Migrations.Verdicts;
using Releases.Orders;
using Releases.Versions;
using Releases.Workloads;

namespace Releases.Jobs;

/// <summary>
/// What a migration Job is run for. It is written on the Job as labels, so that a second run knows its own. Forward
/// there is one Job; on the way back each step has one of its own, which stays, so that a run that was killed between
/// two steps leaves no doubt.
/// </summary>
public sealed record JobPurpose
{
    private const int LongestName = 63;
    private const string Ending = "-unapply-";

    private JobPurpose(ImageTag version)
    {
        Version = version;
    }

    /// <summary>The version whose image runs.</summary>
    public ImageTag Version { get; }

    /// <summary>What is un-applied; <see langword="null"/> for a migration forward.</summary>
    public UnapplyStep? Step { get; private init; }

    /// <summary>Which step of the way back it is, counted from 1; 0 for a migration forward.</summary>
    public int Number { get; private init; }

    /// <summary>The older version that it is un-applied for; <see langword="null"/> for a migration forward.</summary>
    public ImageTag? Back { get; private init; }

    /// <summary>Whether nothing is left to un-apply after it.</summary>
    public bool IsLast { get; private init; }

    /// <summary>What the version's tag is pinned to; <see langword="null"/> where it does not move.</summary>
    public string? Digest { get; private init; }

    /// <summary>The labels that the Job and its pods carry.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>What the Job does, for a sign of life.</summary>
    public string Doing => Step is null ? "migrating" : $"un-applying {Step.App} to {Step.Target}";

    /// <summary>To migrate to a version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="digest">What its tag is pinned to where it moves: with another content it is another
    /// purpose.</param>
    public static JobPurpose Migrate(ImageTag version, string? digest = null)
    {
        var labels = new Dictionary<string, string> { [ReleaseLabels.Version] = ReleaseLabels.ValueOf(version) };
        if (digest is not null)
            labels[ReleaseLabels.Image] = ReleaseLabels.ValueOf(digest);
        return new JobPurpose(version) { Labels = labels, Digest = digest };
    }

    /// <summary>To un-apply.</summary>
    /// <param name="newer">The version that has the migrations, and whose image runs.</param>
    /// <param name="older">The version that it is done for.</param>
    /// <param name="step">What is un-applied.</param>
    /// <param name="number">Which step it is, counted from 1.</param>
    /// <param name="isLast">Whether nothing is left to un-apply after it.</param>
    public static JobPurpose Unapply(ImageTag newer, ImageTag older, UnapplyStep step, int number, bool isLast) =>
        new(newer)
        {
            Step = step,
            Number = number,
            Back = older,
            IsLast = isLast,
            Labels = new Dictionary<string, string>
            {
                [ReleaseLabels.Version] = ReleaseLabels.ValueOf(newer),
                [ReleaseLabels.Back] = ReleaseLabels.ValueOf(older),
                [ReleaseLabels.Step] = ReleaseLabels.ValueOf($"{step.App}.{step.Target}"),
            },
        };

    /// <summary>To un-apply a whole way back, step by step.</summary>
    /// <param name="way">What is un-applied.</param>
    /// <param name="older">The version that it is done for.</param>
    public static IReadOnlyList<JobPurpose> WayBack(UnapplyOrder way, ImageTag older) =>
        [.. way.Steps.Select((step, at) => Unapply(way.From, older, step, at + 1, at + 1 == way.Steps.Count))];

    /// <summary>The name of the Job.</summary>
    /// <param name="migration">The name of the migration Job, as the fleet file says it.</param>
    /// <remarks>A Job's name is a label of its pods: 63 characters at the most (Kubernetes, "Jobs").</remarks>
    public string NameOf(string migration)
    {
        if (Step is null)
            return migration;
        var ending = $"{Ending}{Number}";
        return migration[..Math.Min(migration.Length, LongestName - ending.Length)] + ending;
    }

    /// <summary>
    /// Whether a Job's name is that of a step of the way back of this migration Job, and not of another application's.
    /// </summary>
    public static bool IsStepOf(string migration, string name)
    {
        var at = name.LastIndexOf(Ending, StringComparison.Ordinal);
        return at > 0
            && migration.StartsWith(name[..at], StringComparison.Ordinal)
            && (at == migration.Length || name.Length == LongestName);
    }

    /// <summary>Whether a Job was made for this, and is not on its way out.</summary>
    public bool IsOf(V1Job job) =>
        job.Metadata.DeletionTimestamp is null
        && new[] { ReleaseLabels.Version, ReleaseLabels.Image, ReleaseLabels.Back, ReleaseLabels.Step }.All(label =>
            job.Metadata.Labels?.TryGetValue(label, out var value) == true
                ? Labels.GetValueOrDefault(label) == value
                : !Labels.ContainsKey(label)
        );

    /// <inheritdoc/>
    public override string ToString() => Step is null ? $"{Version}" : $"the way back from {Version}";
}
