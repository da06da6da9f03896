namespace Releases.Surveys;

/// <summary>What a region's public page shows.</summary>
/// <param name="Url">The page's address.</param>
/// <param name="Version">The version that it shows, or <see langword="null"/>.</param>
/// <param name="Text">The result in words, to follow the address.</param>
/// <param name="Agrees">
/// Whether the page shows the workloads' version; <see langword="null"/> while the workloads do not agree.
/// </param>
public sealed record PageStatus(Uri Url, string? Version, string Text, bool? Agrees);
