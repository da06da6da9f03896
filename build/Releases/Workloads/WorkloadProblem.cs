namespace Releases.Workloads;

/// <summary>A workload, or a lack of one, that no release can work with.</summary>
/// <param name="Message">One line: what and where.</param>
/// <param name="NextStep">What helps.</param>
public sealed record WorkloadProblem(string Message, string NextStep);
