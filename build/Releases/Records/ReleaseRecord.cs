using System.Text.Json.Serialization;
using Migrations.Verdicts;

namespace Releases.Records;

/// <summary>What happened in a run. The run writes it as JSON for machines, while it happens.</summary>
public sealed record ReleaseRecord
{
    /// <summary>The version of this format.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The requested target.</summary>
    public required string Target { get; init; }

    /// <summary>The version or image tag.</summary>
    public required string Version { get; init; }

    /// <summary>Who released.</summary>
    public required string Actor { get; init; }

    /// <summary>The e-mail address of the person who released, as git or GitLab knows it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ActorEmail { get; init; }

    /// <summary>The words of the command line.</summary>
    public IReadOnlyList<string> Arguments
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>The guards that the run was told to ignore, by their arguments.</summary>
    public IReadOnlyList<string> Overruled
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>The machine that the run was on.</summary>
    public required string Host { get; init; }

    /// <summary>The address of the CI job, when it ran in one.</summary>
    public string? Pipeline { get; init; }

    /// <summary>The commit that was released, once it is known.</summary>
    public string? Commit { get; init; }

    /// <summary>When the run started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the run ended. <see langword="null"/> while it runs and after a crash.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How the run ended.</summary>
    public Outcome Outcome { get; init; }

    /// <summary>Why the run was refused or failed outside of any region, one line each.</summary>
    [JsonRequired]
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>The release's images in the registry.</summary>
    [JsonRequired]
    public IReadOnlyList<ImageRecord> Images { get; init; } = [];

    /// <summary>What the release brought to the regions, for each version that was live at the beginning.</summary>
    public IReadOnlyList<ReleaseContent> Contents
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>
    /// What the release's migrations mean for each version that was live in a region at the beginning.
    /// </summary>
    public IReadOnlyList<MigrationVerdict> Migrations
    {
        get;
        // The generated reader passes null for a field that an older record does not have.
        init => field = value ?? [];
    } = [];

    /// <summary>The regions of the run, in the order of their waves.</summary>
    [JsonRequired]
    public IReadOnlyList<RegionRecord> Regions { get; init; } = [];
}

/// <summary>An image in the registry.</summary>
/// <param name="Reference">Repository and tag.</param>
/// <param name="Digest">The image's digest in the registry.</param>
public sealed record ImageRecord(string Reference, string Digest);
