namespace Clusters.Calls;

/// <summary>
/// The caller has cancelled a change that was under way, and its answer did not come in the grace after that: whether
/// it has happened, or will, is not known.
/// </summary>
/// <param name="doing">What was being done, such as "setting the image of Deployment web".</param>
/// <param name="inner">How the call ended.</param>
public sealed class UnansweredChangeException(string doing, Exception inner)
    : OperationCanceledException($"the answer to {doing} was outstanding", inner);
