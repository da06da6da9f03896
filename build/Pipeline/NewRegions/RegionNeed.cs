namespace Pipeline.NewRegions;

/// <summary>Whether something that a release needs is there.</summary>
internal enum NeedState
{
    /// <summary>It is there.</summary>
    Ready,

    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>Nothing tells yet.</summary>
    Unknown,
}

/// <summary>Something that a release needs of a region.</summary>
/// <param name="Name">What it is.</param>
/// <param name="State">Whether it is there.</param>
/// <param name="Text">What was found, in one line.</param>
/// <param name="NextStep">What helps, or <see langword="null"/>.</param>
internal sealed record RegionNeed(string Name, NeedState State, string Text, string? NextStep = null);
