using System.Text.Json;
using System.Text.Json.Serialization;
using Foundation.Timing;

namespace Releases.Records;

/// <summary>The record's times: UTC, ending in <c>Z</c>. The serializer itself would write <c>+00:00</c>.</summary>
internal sealed class UtcTime : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(UtcText.OfMillisecond(value));
}
