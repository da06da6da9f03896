using System.Text.Json;
using System.Text.Json.Serialization;
using Foundation.Failures;
using Migrations.Verdicts;
using Releases.Applying;

namespace Releases.Plans;

/// <summary>A plan as JSON. The code is generated, because reflection would cost start-up time.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    Converters = [
        typeof(TagNames),
        typeof(ImageNames),
        typeof(ObjectNames),
        typeof(MigrationFormat.VerdictNames),
        typeof(MigrationFormat.ChangeNames),
        typeof(MigrationFormat.OtherNames),
    ]
)]
[JsonSerializable(typeof(ReleasePlan))]
public sealed partial class PlanFormat : JsonSerializerContext
{
    /// <summary>Writes a plan.</summary>
    public static string Write(ReleasePlan plan) => JsonSerializer.Serialize(plan, Default.ReleasePlan);

    /// <summary>Reads a plan.</summary>
    /// <param name="file">The file's name, for errors.</param>
    /// <param name="json">The text.</param>
    /// <exception cref="UsageException">The text is no plan.</exception>
    public static ReleasePlan Read(string file, string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Default.ReleasePlan)
                ?? throw new UsageException($"{file}:1: expected the plan of a release, found null");
        }
        catch (JsonException exception)
        {
            throw new UsageException($"{file}:{(exception.LineNumber ?? 0) + 1}: this is no plan of a release");
        }
    }

    internal sealed class TagNames() : JsonStringEnumConverter<TagState>(JsonNamingPolicy.CamelCase);

    internal sealed class ObjectNames() : JsonStringEnumConverter<ObjectChange>(JsonNamingPolicy.CamelCase);

    internal sealed class ImageNames() : JsonStringEnumConverter<ImageState>(JsonNamingPolicy.CamelCase);
}
