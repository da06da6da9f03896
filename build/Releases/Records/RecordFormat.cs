using System.Text.Json;
using System.Text.Json.Serialization;
using Foundation.Failures;
using Migrations.Verdicts;

namespace Releases.Records;

/// <summary>The record as JSON. The code is generated, because reflection would cost start-up time.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [
        typeof(OutcomeNames),
        typeof(UtcTime),
        typeof(MigrationFormat.VerdictNames),
        typeof(MigrationFormat.ChangeNames),
        typeof(MigrationFormat.OtherNames),
        typeof(StepNames),
        typeof(SourceNames),
    ],
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(ReleaseRecord))]
public sealed partial class RecordFormat : JsonSerializerContext
{
    private const int Newest = 1;

    /// <summary>Writes a record.</summary>
    public static string Write(ReleaseRecord record) => JsonSerializer.Serialize(record, Default.ReleaseRecord);

    /// <summary>Reads a record.</summary>
    /// <param name="file">The file's name, for errors.</param>
    /// <param name="json">The text.</param>
    /// <exception cref="UsageException">The text is no record.</exception>
    public static ReleaseRecord Read(string file, string json)
    {
        try
        {
            var record =
                JsonSerializer.Deserialize(json, Default.ReleaseRecord)
                ?? throw new UsageException($"{file}:1: expected a release record, found null");
            if (record.Schema > Newest)
                throw new UsageException(
                    $"{file}: its schema is {record.Schema}; this tool knows {Newest}, take a newer one"
                );
            using var document = JsonDocument.Parse(json);
            return HasHoles(document.RootElement)
                ? throw new UsageException($"{file}: this is no release record: an entry of a list in it is null")
                : record;
        }
        catch (JsonException exception)
        {
            throw new UsageException($"{file}:{(exception.LineNumber ?? 0) + 1}: this is no release record");
        }
    }

    // The serializer checks properties only.
    private static bool HasHoles(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element
                .EnumerateArray()
                .Any(entry => entry.ValueKind == JsonValueKind.Null || HasHoles(entry)),
            JsonValueKind.Object => element.EnumerateObject().Any(property => HasHoles(property.Value)),
            _ => false,
        };

    internal sealed class StepNames() : JsonStringEnumConverter<StepState>(JsonNamingPolicy.CamelCase);

    internal sealed class SourceNames() : JsonStringEnumConverter<SchemaSource>(JsonNamingPolicy.CamelCase);

    // Outcomes are lower case in the record. Stages are not.
    internal sealed class OutcomeNames() : JsonStringEnumConverter<Outcome>(JsonNamingPolicy.CamelCase);
}
