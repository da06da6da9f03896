using System.Text.Json;
using System.Text.Json.Serialization;

namespace Migrations.Verdicts;

/// <summary>The verdict as JSON. The code is generated, because reflection would cost start-up time.</summary>
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

    /// <summary>Writes a verdict as <c>clear</c>, <c>investigate</c> or <c>unsafe</c>.</summary>
    public sealed class VerdictNames() : JsonStringEnumConverter<Verdict>(JsonNamingPolicy.CamelCase);

    /// <summary>Writes how a migration differs in lower case.</summary>
    public sealed class ChangeNames() : JsonStringEnumConverter<MigrationChangeKind>(JsonNamingPolicy.CamelCase);

    /// <summary>Writes the kinds of other changes in lower case.</summary>
    public sealed class OtherNames() : JsonStringEnumConverter<OtherChangeKind>(JsonNamingPolicy.CamelCase);
}
