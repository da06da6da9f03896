namespace Pipeline.Tests.GameDays;

/// <summary>What helps on a bad day.</summary>
internal enum Recovery
{
    /// <summary>The fault is lifted while it still may heal: the run goes on.</summary>
    InTheRun,

    /// <summary>The fault is lifted after the run has failed, and the same command runs again.</summary>
    NextRun,

    /// <summary>The fault stays, and the region takes its former images back.</summary>
    WayBack,
}
