using System.Text.Json;
using System.Text.Json.Serialization;
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

    internal sealed class TagNames() : JsonStringEnumConverter<TagState>(JsonNamingPolicy.CamelCase);

    internal sealed class ObjectNames() : JsonStringEnumConverter<ObjectChange>(JsonNamingPolicy.CamelCase);

    internal sealed class ImageNames() : JsonStringEnumConverter<ImageState>(JsonNamingPolicy.CamelCase);
}
