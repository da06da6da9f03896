namespace Releases.Fleets;

/// <summary>What a region is for, and so how strict its releases are.</summary>
public enum Tier
{
    /// <summary>Serves customers: takes versions only.</summary>
    Production,

    /// <summary>Serves the team: takes any image tag.</summary>
    Staging,
}
