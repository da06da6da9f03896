using System.Text.Json;
using System.Text.Json.Serialization;

namespace Releases.GitLab;

/// <summary>
/// What is sent to GitLab and read from it, as JSON. Generated code, because reflection would cost start-up time.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(StatusNames)]
)]
[JsonSerializable(typeof(GitLabDeployment))]
[JsonSerializable(typeof(StatusChange))]
[JsonSerializable(typeof(MergeRequestDraft))]
[JsonSerializable(typeof(Numbered))]
[JsonSerializable(typeof(Numbered[]))]
[JsonSerializable(typeof(GitLabJob[]))]
[JsonSerializable(typeof(MergeRequest))]
[JsonSerializable(typeof(MergeRequest[]))]
internal sealed partial class GitLabFormat : JsonSerializerContext
{
    internal sealed class StatusNames() : JsonStringEnumConverter<DeploymentStatus>(JsonNamingPolicy.SnakeCaseLower);
}
