namespace Pipeline.Targets;

/// <summary>A target, and what has to be known before it can run.</summary>
/// <param name="Name">The target's name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Needs">What has to be known.</param>
/// <param name="Answers">Whether it only answers a question, see <see cref="AnswersAttribute"/>.</param>
/// <param name="HasFormats">Whether its answer can be had in other forms, too.</param>
public sealed record Target(string Name, string Description, NeedsAttribute Needs, bool Answers, bool HasFormats);
