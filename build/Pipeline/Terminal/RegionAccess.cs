using Clusters.Access;
using Releases.Fleets;

namespace Pipeline.Terminal;

/// <summary>What a region's credentials are worth.</summary>
/// <param name="Region">The region.</param>
public sealed record RegionAccess(Region Region)
{
    /// <summary>What helps whoever lacks permissions.</summary>
    public const string HowToBePermitted =
        "have the Role of docs/permissions.md applied, or use an account that has these permissions";

    /// <summary>What helps whoever lacks the permissions that applying manifests needs besides.</summary>
    public const string HowToBePermittedToApply =
        "have kubernetes/access/manifests.yaml of docs/permissions.md applied, or leave --apply-manifests out";

    /// <summary>Who they were fetched as; <see langword="null"/> when that could not be found out.</summary>
    public string? Account { get; init; }

    /// <summary>The version of the cluster's Kubernetes; <see langword="null"/> when it could not be reached.</summary>
    public string? Kubernetes { get; init; }

    /// <summary>What a release has to be allowed to do and these credentials are not.</summary>
    public IReadOnlyList<RequiredAccess> Missing { get; init; } = [];

    /// <summary>Why it could not be checked, in one line; <see langword="null"/> when it was.</summary>
    public string? Problem { get; init; }

    /// <summary>What helps, when it is known.</summary>
    public string? NextStep { get; init; }

    /// <summary>Whether a release could work with them.</summary>
    public bool IsEnough => Problem is null && Missing.Count == 0;
}
