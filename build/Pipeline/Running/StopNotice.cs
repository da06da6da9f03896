namespace Pipeline.Running;

/// <summary>What is said when the first signal comes: what a run does before it ends, at that moment.</summary>
public sealed class StopNotice
{
    /// <summary>The sentence.</summary>
    public string Text { get; set; } = "Stopping: finishing what is in flight.";

    /// <summary>
    /// Whether Ctrl-C is for a command that has the terminal at the moment, and that hears of it by itself.
    /// </summary>
    public bool IsForAnother { get; set; }
}
