namespace Pipeline.Tools;

/// <summary>What a tool answered. It does not print its text, which may be a secret.</summary>
public sealed class ToolOutput(int exitCode, IReadOnlyList<string> output, IReadOnlyList<string> errors)
{
    /// <summary>The exit code: 0, or one of the command's answers.</summary>
    public int ExitCode => exitCode;

    /// <summary>Whether the exit code is 0.</summary>
    public bool Succeeded => exitCode == 0;

    /// <summary>The lines of standard output.</summary>
    public IReadOnlyList<string> Lines => output;

    /// <summary>The lines of standard error, without secrets.</summary>
    public IReadOnlyList<string> ErrorLines => errors;

    /// <summary>Standard output as one text: lines joined by a line feed, without white space around it.</summary>
    public string Text => string.Join('\n', output).Trim();

    /// <inheritdoc/>
    public override string ToString() => $"exit code {exitCode}, {output.Count} lines";
}
