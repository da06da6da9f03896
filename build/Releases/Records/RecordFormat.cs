using System.Text.Json;
using System.Text.Json.Serialization;
using Releases.Migrations;

namespace Releases.Records;

/// <summary>The record as JSON. Generated code, because reflection would cost start-up time.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    Converters = [
        typeof(OutcomeNames),
        typeof(UtcTime),
        typeof(MigrationFormat.VerdictNames),
        typeof(MigrationFormat.ChangeNames),
        typeof(MigrationFormat.OtherNames),
    ],
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(ReleaseRecord))]
public sealed partial class RecordFormat : JsonSerializerContext
{
    /// <summary>Writes a record.</summary>
    public static string Write(ReleaseRecord record) => JsonSerializer.Serialize(record, Default.ReleaseRecord);

    /// <summary>Reads a record.</summary>
    /// <param name="file">The name that errors shall have.</param>
    /// <param name="json">The text.</param>
    /// <exception cref="UsageException">The text is no record.</exception>
    public static ReleaseRecord Read(string file, string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Default.ReleaseRecord)
                ?? throw new UsageException($"{file}:1: expected a release record, found null");
        }
        catch (JsonException exception)
        {
            throw new UsageException($"{file}:{(exception.LineNumber ?? 0) + 1}: this is no release record");
        }
    }

    // Outcomes are lower case in the record, stages are not.
    internal sealed class OutcomeNames() : JsonStringEnumConverter<Outcome>(JsonNamingPolicy.CamelCase);
}
