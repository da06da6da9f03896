using Pipeline.Running;

namespace Pipeline.Completing;

/// <summary>The question of a shell: the word below, and those of the command line so far.</summary>
public static class CompletionRequest
{
    /// <summary>What the scripts say first.</summary>
    public const string Word = "__complete";

    /// <summary>Whether a shell asks.</summary>
    public static bool IsAskedFor(IReadOnlyList<string> arguments) => arguments is [Word, ..];

    /// <summary>Answers, one word a line.</summary>
    public static int Answer(
        IReadOnlyList<string> arguments,
        RunEnvironment environment,
        CancellationToken cancellationToken
    )
    {
        var completions = new Completions(folder =>
            VersionTags.ReadAsync(folder, cancellationToken).GetAwaiter().GetResult()
        );
        foreach (var word in completions.Of([.. arguments.Skip(1)], environment))
            environment.Output.WriteLine(word);
        return ExitCode.Done;
    }
}
