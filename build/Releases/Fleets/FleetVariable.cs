namespace Releases.Fleets;

/// <summary>A value that the fleet file gives to the manifests.</summary>
/// <param name="Text">The value.</param>
/// <param name="IsNumber">Whether the file has it as a whole number.</param>
public sealed record FleetVariable(string Text, bool IsNumber);
