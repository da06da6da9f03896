namespace Releases.Plans;

/// <summary>What is with the tag of a version that shall be released.</summary>
public enum TagState
{
    /// <summary>The checkout or its remote could not be read.</summary>
    Unknown,

    /// <summary>The release creates it.</summary>
    Missing,

    /// <summary>It is at the commit that is checked out.</summary>
    Here,

    /// <summary>It is at another commit.</summary>
    Elsewhere,

    /// <summary>What is released is no version and gets no tag.</summary>
    None,
}
