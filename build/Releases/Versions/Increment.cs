namespace Releases.Versions;

/// <summary>How a version grows.</summary>
public enum Increment
{
    /// <summary>0.0.1: a bug fix.</summary>
    Patch,

    /// <summary>0.1: a feature.</summary>
    Minor,

    /// <summary>1.0: a change of platform, such as a Django or Python upgrade.</summary>
    Major,
}
