namespace Pipeline.Tests.Lanes;

/// <summary>What becomes of a call whose answer does not come.</summary>
public enum Arrival
{
    /// <summary>It has arrived.</summary>
    Before,

    /// <summary>It arrives when the run is over.</summary>
    After,

    /// <summary>It got lost.</summary>
    Never,
}
