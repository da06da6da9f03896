namespace Releases.Applying;

/// <summary>What applying a manifest does to its object.</summary>
public enum ObjectChange
{
    /// <summary>It is as the manifest says.</summary>
    Unchanged,

    /// <summary>It was not there.</summary>
    Created,

    /// <summary>It was there, and differs.</summary>
    Configured,

    /// <summary>The server was asked to apply it, and what came of that is not known.</summary>
    Unknown,
}

/// <summary>An object, and what applying its manifest does to it or has done.</summary>
/// <param name="Wanted">The object.</param>
/// <param name="Change">What.</param>
public sealed record AppliedObject(ManifestObject Wanted, ObjectChange Change);
