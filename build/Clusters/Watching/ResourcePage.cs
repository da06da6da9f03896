using System.Text.Json.Serialization;
using k8s.Models;

namespace Clusters.Watching;

/// <summary>One page of the answer to a list call, whatever its kind.</summary>
internal sealed class ResourcePage<T>
{
    [JsonPropertyName("metadata")]
    public V1ListMeta? Metadata { get; set; }

    [JsonPropertyName("items")]
    public IList<T>? Items { get; set; }
}
