namespace Pipeline.Terminal;

/// <summary>What a colour says; where there are no colours, the words say it alone.</summary>
public enum Tone
{
    /// <summary>Nothing in particular.</summary>
    Plain,

    /// <summary>What a reader looks at first.</summary>
    Strong,

    /// <summary>Done.</summary>
    Good,

    /// <summary>Failed.</summary>
    Bad,

    /// <summary>May heal by itself, or needs a look.</summary>
    Warning,

    /// <summary>Goes on at the moment.</summary>
    Busy,

    /// <summary>Less important than what stands around it.</summary>
    Quiet,
}
