namespace Releases.Rollout;

/// <summary>What a live page said.</summary>
/// <param name="Version">The version that it shows, or <see langword="null"/>.</param>
/// <param name="Text">The same in words, to follow the page's address.</param>
public sealed record LivePageReading(string? Version, string Text)
{
    internal static LivePageReading Without(string text) => new(null, text);
}
