namespace Pipeline.Targets;

/// <summary>
/// The task answers a question and touches nothing. Standard output gets its answer and nothing else, so that it can be piped;
/// what is said on the way goes to the error stream.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = true)]
public sealed class AnswersAttribute : Attribute
{
    /// <summary>Whether <c>--output</c> chooses how the answer is written.</summary>
    public bool HasFormats { get; init; } = true;
}
