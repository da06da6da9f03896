using System.Text.Json.Serialization;

namespace Releases.GitLab;

/// <summary>A merge request of a project.</summary>
/// <param name="Number">Its number in the project.</param>
/// <param name="Address">Its page.</param>
public sealed record MergeRequest(
    [property: JsonPropertyName("iid")] long Number,
    [property: JsonPropertyName("web_url")] Uri Address
);
