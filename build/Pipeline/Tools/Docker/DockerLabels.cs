using System.Text.Json;

namespace Pipeline.Tools.Docker;

/// <summary>Reads the labels of an image as docker prints them.</summary>
internal static class DockerLabels
{
    // An image without any has "null".
    public static IReadOnlyDictionary<string, string> Read(string json) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];
}
