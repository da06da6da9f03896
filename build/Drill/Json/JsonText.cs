using System.Text.Encodings.Web;
using System.Text.Json;

namespace Drill.Json;

/// <summary>How JSON is written.</summary>
internal static class JsonText
{
    /// <summary>Without escapes that only HTML needs, as Go's clients expect keys inside strings.</summary>
    public static JsonSerializerOptions Plain { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
