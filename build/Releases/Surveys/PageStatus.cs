namespace Releases.Surveys;

/// <summary>What a region's public page shows.</summary>
/// <param name="Url">Its address.</param>
/// <param name="Version">The version that it shows, or <see langword="null"/>.</param>
/// <param name="Text">The same in words, to follow the address.</param>
/// <param name="Agrees">Whether it is the version of the workloads; <see langword="null"/> while these do not agree
/// themselves.</param>
public sealed record PageStatus(Uri Url, string? Version, string Text, bool? Agrees);
