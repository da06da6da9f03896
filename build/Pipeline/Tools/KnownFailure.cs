namespace Pipeline.Tools;

/// <summary>A failure that people meet often, recognised by the tool's own words.</summary>
/// <param name="Text">What the tool says, in any case; part of a line.</param>
/// <param name="Message">What it means.</param>
/// <param name="NextStep">The command to run, or the change to make.</param>
public sealed record KnownFailure(string Text, string Message, string NextStep);
