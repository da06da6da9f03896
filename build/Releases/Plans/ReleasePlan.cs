using System.Text.Json.Serialization;
using Migrations.Verdicts;
using Releases.Records;

namespace Releases.Plans;

/// <summary>What a release would do, and the findings against it.</summary>
public sealed record ReleasePlan
{
    /// <summary>The version of this format.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The version of the release. Empty when <c>--bump</c> could not be counted.</summary>
    public required string Version { get; init; }

    /// <summary>The commit that would be released, when the checkout could be read.</summary>
    public string? Commit { get; init; }

    /// <summary>The commit's branch or tag.</summary>
    public string? Ref { get; init; }

    /// <summary>The state of the version's tag.</summary>
    public TagState Tag { get; init; }

    /// <summary>The images of the release; none when the registry could not be asked.</summary>
    public IReadOnlyList<PlannedImage> Images { get; init; } = [];

    /// <summary>The regions in the order of their waves.</summary>
    public required IReadOnlyList<RegionPlan> Regions { get; init; }

    /// <summary>What the release brings to the regions, for each live version.</summary>
    public IReadOnlyList<ReleaseContent> Contents { get; init; } = [];

    /// <summary>What the migrations mean, for each live version that differs from the release.</summary>
    public IReadOnlyList<RegionsVerdict> Migrations { get; init; } = [];

    /// <summary>The findings against the release, one line each.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>Whether there is no finding against the release.</summary>
    [JsonPropertyName("clear")]
    public bool IsClear => Findings.Count == 0;
}

/// <summary>The state of the tag of a version to release.</summary>
public enum TagState
{
    /// <summary>The checkout or its remote could not be read.</summary>
    Unknown,

    /// <summary>The release creates it.</summary>
    Missing,

    /// <summary>The tag is at the commit that is checked out.</summary>
    Here,

    /// <summary>The tag is at another commit.</summary>
    Elsewhere,

    /// <summary>The release has no version, so it gets no tag.</summary>
    None,
}

/// <summary>An image of a release.</summary>
/// <param name="Reference">Repository and tag.</param>
/// <param name="State">Whether the registry has it.</param>
public sealed record PlannedImage(string Reference, ImageState State);

/// <summary>Whether the registry has an image of a release.</summary>
public enum ImageState
{
    /// <summary>The release builds it.</summary>
    Missing,

    /// <summary>The registry has it from the commit that is released.</summary>
    Published,

    /// <summary>The registry has it from another commit.</summary>
    Foreign,

    /// <summary>The registry has it for other nodes than the fleet's.</summary>
    OtherPlatform,
}
