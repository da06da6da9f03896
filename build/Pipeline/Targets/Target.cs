namespace Pipeline.Targets;

/// <summary>A target of the command.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Description">What it does, in one line.</param>
/// <param name="Facts">What it needs, answers and touches.</param>
public sealed record Target(string Name, string Description, TargetAttribute Facts);
