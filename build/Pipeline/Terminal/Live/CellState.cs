namespace Pipeline.Terminal.Live;

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
