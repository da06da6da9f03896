namespace Releases.GitLab;

/// <summary>A deployment as GitLab's deployments API takes it.</summary>
/// <param name="Environment">The environment's name: <c>production/uk</c>.</param>
/// <param name="Sha">The commit.</param>
/// <param name="Ref">The branch or tag.</param>
/// <param name="Tag">Whether <paramref name="Ref"/> is a tag.</param>
/// <param name="Status">How far it is.</param>
public sealed record GitLabDeployment(string Environment, string Sha, string Ref, bool Tag, DeploymentStatus Status);
