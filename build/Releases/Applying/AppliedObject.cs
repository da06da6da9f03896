namespace Releases.Applying;

/// <summary>An object, and what applying its manifest does to it or has done.</summary>
/// <param name="Wanted">The object.</param>
/// <param name="Change">What.</param>
public sealed record AppliedObject(ManifestObject Wanted, ObjectChange Change);
