namespace Pipeline.Tests.Schedules;

/// <summary>How a run ends before it is done.</summary>
internal enum EarlyEnd
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>Somebody presses Ctrl-C.</summary>
    ControlC,

    /// <summary>Its process is killed, as by <c>kill -9</c>.</summary>
    Kill,

    /// <summary>
    /// Its process is killed right after it has written its record; counted in writes, not in events.
    /// </summary>
    KillAfterWrite,
}
