namespace Releases.Records;

/// <summary>An image in the registry.</summary>
/// <param name="Reference">Repository and tag.</param>
/// <param name="Digest">The digest that the registry gave for it.</param>
public sealed record ImageRecord(string Reference, string Digest);
