using Foundation.Files;

namespace Pipeline.Options;

/// <summary>
/// The folder that relative paths and the search for the fleet file start from: the current one, or the one of
/// <c>--working</c>. Cake's host enters that later.
/// </summary>
public static class WorkingArgument
{
    private const string Argument = "--working=";

    /// <summary>The folder of a command line.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="current">The folder that it was typed in.</param>
    public static string Of(CommandLine line, string current) =>
        Named(line) is { } name ? Path.GetFullPath(name, current) : current;

    /// <summary>Why it can be worked in nowhere; <see langword="null"/> where it can.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="current">The folder that it was typed in.</param>
    public static string? ProblemOf(CommandLine line, string current) =>
        Named(line) is not { } name ? null
        : Tilde.Begins(name) ? $"--working: the shell did not expand the ~; write {Argument}{Tilde.ForShells(name)}"
        : Directory.Exists(Of(line, current)) ? null
        : $"--working: {Of(line, current)}: there is no such folder";

    private static string? Named(CommandLine line) =>
        line
            .HostArguments.LastOrDefault(word => word.StartsWith(Argument, StringComparison.Ordinal))
            ?[Argument.Length..];
}
