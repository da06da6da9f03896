using Cake.Core.IO;
using Foundation.Secrets;

namespace Pipeline.Tools;

/// <summary>One run of a tool.</summary>
/// <param name="Name">What the command is called in messages, such as <c>fetch</c>.</param>
/// <param name="Arguments">The arguments. A secret is never one of them: process lists show them to everybody.</param>
public sealed record ToolCommand(string Name, ProcessArgumentBuilder Arguments)
{
    /// <summary>A run with these arguments, each of them data.</summary>
    public static ToolCommand Of(string name, params IEnumerable<string> arguments) =>
        new(name, new ProcessArgumentBuilder().AppendData(arguments));

    /// <summary>What the tool reads from standard input; empty by default.</summary>
    public ReadOnlyMemory<byte> StandardInput { get; init; }

    /// <summary>Secrets that the tool is given, and that must not come back in any output.</summary>
    public IReadOnlyList<Secret> Secrets { get; init; } = [];

    /// <summary>
    /// Receives each line of output as it comes, without secrets. Only commands that work for long have one: what
    /// others print is an answer, and may itself be a secret.
    /// </summary>
    public Action<string>? OnLine { get; init; }

    /// <summary>Variables of this run alone; they win over those of the settings.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Variables that this run does not inherit.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>The limit of this run alone; it wins over that of the settings.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>The failures to recognise of this run alone; they come before those of the tool.</summary>
    public IReadOnlyList<FailureHint> Hints { get; init; } = [];

    /// <summary>Exit codes that are answers, beside 0: <c>git merge-base --is-ancestor</c> says no with 1.</summary>
    public IReadOnlyList<int> Answers { get; init; } = [];
}
