namespace Releases.Plans;

/// <summary>An image of a release.</summary>
/// <param name="Reference">Repository and tag.</param>
/// <param name="State">Whether the registry has it.</param>
public sealed record PlannedImage(string Reference, ImageState State);
