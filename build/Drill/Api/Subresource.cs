namespace Drill.Api;

/// <summary>A part of an object with a path of its own.</summary>
/// <param name="Name">The last part of its path.</param>
/// <param name="Group">The group of the kind it speaks.</param>
/// <param name="Version">The version of the kind it speaks, or null for the object's own.</param>
/// <param name="Kind">The kind it speaks.</param>
/// <param name="Verbs">What can be done with it.</param>
internal sealed record Subresource(
    string Name,
    string Group,
    string? Version,
    string Kind,
    IReadOnlyList<string> Verbs
);
