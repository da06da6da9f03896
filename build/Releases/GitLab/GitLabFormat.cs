using System.Text.Json;
using System.Text.Json.Serialization;

namespace Releases.GitLab;

/// <summary>
/// The JSON that the tool sends to GitLab and reads from it. The code is generated, because reflection would cost
/// start-up time.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(StatusNames)]
)]
[JsonSerializable(typeof(EnvironmentDraft))]
[JsonSerializable(typeof(GitLabDeployment))]
[JsonSerializable(typeof(StatusChange))]
[JsonSerializable(typeof(MergeRequestDraft))]
[JsonSerializable(typeof(Numbered))]
[JsonSerializable(typeof(Numbered[]))]
[JsonSerializable(typeof(GitLabJob[]))]
[JsonSerializable(typeof(TriggerJob[]))]
[JsonSerializable(typeof(PipelineNumber[]))]
[JsonSerializable(typeof(MergeRequest))]
[JsonSerializable(typeof(MergeRequest[]))]
internal sealed partial class GitLabFormat : JsonSerializerContext
{
    internal sealed class StatusNames() : JsonStringEnumConverter<DeploymentStatus>(JsonNamingPolicy.SnakeCaseLower);
}
