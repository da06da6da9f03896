using k8s.Models;
using Migrations.Verdicts;
using Releases.Orders;
using Releases.Versions;
using Releases.Workloads;

namespace Releases.Jobs;

/// <summary>
/// What a migration Job is run for. The Job carries it as labels, so that a second run recognises its own Job. A
/// migration forward has one Job. On the way back each step has its own Job, which stays; a later run then knows which
/// steps are done, also when the first run was killed between two steps.
/// </summary>
public sealed record JobPurpose
{
    private const int LongestName = 63;
    private const string Ending = "-unapply-";

    private JobPurpose(ImageTag version)
    {
        Version = version;
    }

    /// <summary>The version whose image the Job runs.</summary>
    public ImageTag Version { get; }

    /// <summary>The step that the Job un-applies. <see langword="null"/> for a migration forward.</summary>
    public UnapplyStep? Step { get; private init; }

    /// <summary>The number of the step of the way back, counted from 1. 0 for a migration forward.</summary>
    public int Number { get; private init; }

    /// <summary>The older version that the way back leads to. <see langword="null"/> for a migration forward.</summary>
    public ImageTag? Back { get; private init; }

    /// <summary>Whether this step is the last of the way back.</summary>
    public bool IsLast { get; private init; }

    /// <summary>
    /// The digest that the version's tag is pinned to. <see langword="null"/> for a tag that does not move.
    /// </summary>
    public string? Digest { get; private init; }

    /// <summary>The labels of the Job and its pods.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>What the Job does, for a line of progress.</summary>
    public string Doing => Step is null ? "migrating" : $"un-applying {Step.App} to {Step.Target}";

    /// <summary>The purpose to migrate to a version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="digest">The digest that a moving tag is pinned to. Another digest is another purpose.</param>
    public static JobPurpose Migrate(ImageTag version, string? digest = null)
    {
        var labels = new Dictionary<string, string> { [ReleaseLabels.Version] = ReleaseLabels.ValueOf(version) };
        if (digest is not null)
            labels[ReleaseLabels.Image] = ReleaseLabels.ValueOf(digest);
        return new JobPurpose(version) { Labels = labels, Digest = digest };
    }

    /// <summary>The purpose to un-apply one step.</summary>
    /// <param name="newer">The version that has the migrations. The Job runs its image.</param>
    /// <param name="older">The version that the way back leads to.</param>
    /// <param name="step">The step.</param>
    /// <param name="number">The step's number, counted from 1.</param>
    /// <param name="isLast">Whether the step is the last.</param>
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

    /// <summary>The purposes of a whole way back, step by step.</summary>
    /// <param name="way">What is un-applied.</param>
    /// <param name="older">The version that the way back leads to.</param>
    public static IReadOnlyList<JobPurpose> WayBack(UnapplyOrder way, ImageTag older) =>
        [.. way.Steps.Select((step, at) => Unapply(way.From, older, step, at + 1, at + 1 == way.Steps.Count))];

    /// <summary>The name of the Job.</summary>
    /// <param name="migration">The migration Job's name in the fleet file.</param>
    /// <remarks>
    /// A Job's name is also a label of its pods, so it has 63 characters at most (Kubernetes, "Jobs").
    /// </remarks>
    public string NameOf(string migration)
    {
        if (Step is null)
            return migration;
        var ending = $"{Ending}{Number}";
        return migration[..Math.Min(migration.Length, LongestName - ending.Length)] + ending;
    }

    /// <summary>
    /// Whether a Job's name is that of a step of this migration Job's way back, and not of another application's.
    /// </summary>
    public static bool IsStepOf(string migration, string name)
    {
        var at = name.LastIndexOf(Ending, StringComparison.Ordinal);
        return at > 0
            && migration.StartsWith(name[..at], StringComparison.Ordinal)
            && (at == migration.Length || name.Length == LongestName);
    }

    /// <summary>Whether a Job was made for this purpose and is not being deleted.</summary>
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
