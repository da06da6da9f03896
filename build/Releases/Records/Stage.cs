namespace Releases.Records;

/// <summary>One step of a lane.</summary>
public enum Stage
{
    /// <summary>Un-applies the migrations that the older version does not have.</summary>
    Unapply,

    /// <summary>Runs the database migrations.</summary>
    Migrate,

    /// <summary>Applies the fleet's manifests.</summary>
    Apply,

    /// <summary>Sets the new images.</summary>
    SetImage,

    /// <summary>Waits for the rollout and the live page.</summary>
    Verify,

    /// <summary>Gives the workloads of a region that failed their former images back.</summary>
    Restore,
}
