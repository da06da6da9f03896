using System.Text.Json;
using System.Text.Json.Serialization;
using Releases.Records;

namespace Releases.Jobs;

/// <summary>A note as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(MigrationStateNames), typeof(UtcTime)]
)]
[JsonSerializable(typeof(MigrationNote))]
internal sealed partial class MigrationNoteFormat : JsonSerializerContext;

/// <summary>The states in lower case.</summary>
internal sealed class MigrationStateNames()
    : JsonStringEnumConverter<MigrationState>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
