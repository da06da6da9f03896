namespace Releases.GitLab;

/// <summary>How a deployment goes on.</summary>
internal sealed record StatusChange(DeploymentStatus Status);
