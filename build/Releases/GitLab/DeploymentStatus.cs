namespace Releases.GitLab;

/// <summary>How far a deployment is, as GitLab's environments page shows it.</summary>
public enum DeploymentStatus
{
    /// <summary>It has begun.</summary>
    Running,

    /// <summary>It is live.</summary>
    Success,

    /// <summary>It went wrong.</summary>
    Failed,

    /// <summary>Somebody stopped it.</summary>
    Canceled,
}
