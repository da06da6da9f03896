namespace Pipeline.Terminal.Live;

/// <summary>
/// How a lane stands; in the order in which lanes are worth a row of a screen that has not enough of them.
/// </summary>
public enum LaneState
{
    /// <summary>It ended at a stage.</summary>
    Failed,

    /// <summary>A person or a signal stopped it.</summary>
    Interrupted,

    /// <summary>It is on its way.</summary>
    Running,

    /// <summary>Its wave has not begun.</summary>
    Waiting,

    /// <summary>It never started, because an earlier wave failed or the run was stopped.</summary>
    Skipped,

    /// <summary>It went through all of its stages.</summary>
    Done,
}

/// <summary>How a stage of a lane stands.</summary>
public enum CellState
{
    /// <summary>Not entered.</summary>
    Open,

    /// <summary>Goes on.</summary>
    Running,

    /// <summary>Done.</summary>
    Done,

    /// <summary>There was nothing to do.</summary>
    NothingToDo,

    /// <summary>The lane ended here.</summary>
    Failed,

    /// <summary>A person or a signal stopped it.</summary>
    Interrupted,
}
