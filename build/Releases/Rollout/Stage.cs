namespace Releases.Rollout;

/// <summary>One step of a lane.</summary>
public enum Stage
{
    /// <summary>Runs the database migrations.</summary>
    Migrate,

    /// <summary>Sets the new images.</summary>
    SetImage,

    /// <summary>Waits for the rollout and the live page.</summary>
    Verify,
}
