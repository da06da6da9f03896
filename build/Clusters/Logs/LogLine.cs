namespace Clusters.Logs;

/// <summary>One line that a container wrote.</summary>
/// <param name="Attempt">Which run of the container wrote it; 0 is the first, 1 the first restart.</param>
/// <param name="Time">When the node took it down.</param>
/// <param name="Text">The line without its end; bytes that are not UTF-8 are shown as U+FFFD.</param>
public sealed record LogLine(int Attempt, DateTimeOffset Time, string Text);
