namespace Releases.Records;

/// <summary>How far a run came in a region; in the order in which sentences name them.</summary>
public enum RegionReach
{
    /// <summary>The region went through all of its stages.</summary>
    Done,

    /// <summary>Some workloads were changed, and the region did not get to its end.</summary>
    HalfWay,

    /// <summary>The region failed, and its former images serve again.</summary>
    TakenBack,

    /// <summary>A change may have arrived, for all that is known.</summary>
    NotKnown,

    /// <summary>Nothing was changed.</summary>
    NotReached,
}
