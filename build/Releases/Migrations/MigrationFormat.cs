using System.Text.Json;
using System.Text.Json.Serialization;

namespace Releases.Migrations;

/// <summary>The verdict as JSON. Generated code, because reflection would cost start-up time.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    Converters = [typeof(VerdictNames), typeof(ChangeNames), typeof(OtherNames)]
)]
[JsonSerializable(typeof(MigrationVerdict))]
[JsonSerializable(typeof(IReadOnlyList<MigrationVerdict>))]
[JsonSerializable(typeof(UnapplyPlan))]
public sealed partial class MigrationFormat : JsonSerializerContext
{
    /// <summary>Writes a verdict.</summary>
    public static string Write(MigrationVerdict verdict) => JsonSerializer.Serialize(verdict, Default.MigrationVerdict);

    /// <summary>Writes verdicts as one list.</summary>
    public static string Write(IReadOnlyList<MigrationVerdict> verdicts) =>
        JsonSerializer.Serialize(verdicts, Default.IReadOnlyListMigrationVerdict);

    /// <summary>Writes a plan.</summary>
    public static string Write(UnapplyPlan plan) => JsonSerializer.Serialize(plan, Default.UnapplyPlan);

    internal sealed class VerdictNames() : JsonStringEnumConverter<Verdict>(JsonNamingPolicy.CamelCase);

    internal sealed class ChangeNames() : JsonStringEnumConverter<MigrationChangeKind>(JsonNamingPolicy.CamelCase);

    internal sealed class OtherNames() : JsonStringEnumConverter<OtherChangeKind>(JsonNamingPolicy.CamelCase);
}
