using System.Text.Json;
using System.Text.Json.Serialization;
using Foundation.Failures;
using Releases.Jobs;
using Releases.Records;

namespace Releases.Surveys;

/// <summary>A status as JSON. The code is generated, because reflection would cost start-up time.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    Converters = [typeof(HealthNames), typeof(PhaseNames), typeof(MigrationStateNames), typeof(UtcTime)]
)]
[JsonSerializable(typeof(FleetStatus))]
public sealed partial class FleetStatusFormat : JsonSerializerContext
{
    /// <summary>Writes a status.</summary>
    public static string Write(FleetStatus status) => JsonSerializer.Serialize(status, Default.FleetStatus);

    /// <summary>Reads a status.</summary>
    /// <param name="file">The file's name, for errors.</param>
    /// <param name="json">The text.</param>
    /// <exception cref="UsageException">The text is no status.</exception>
    public static FleetStatus Read(string file, string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Default.FleetStatus)
                ?? throw new UsageException($"{file}:1: expected the status of a fleet, found null");
        }
        catch (JsonException exception)
        {
            throw new UsageException($"{file}:{(exception.LineNumber ?? 0) + 1}: this is no status of a fleet");
        }
    }

    internal sealed class HealthNames() : JsonStringEnumConverter<Health>(JsonNamingPolicy.CamelCase);

    internal sealed class PhaseNames() : JsonStringEnumConverter<JobPhase>(JsonNamingPolicy.CamelCase);
}
