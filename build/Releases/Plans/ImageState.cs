namespace Releases.Plans;

/// <summary>Whether the registry has an image of a release.</summary>
public enum ImageState
{
    /// <summary>The release builds it.</summary>
    Missing,

    /// <summary>The registry has it from the commit that is released.</summary>
    Published,

    /// <summary>The registry has it from another commit.</summary>
    Foreign,
}
