using Foundation.Secrets;

namespace Pipeline.Tools;

/// <summary>The lines of a running tool: kept, and handed on one at a time without secrets.</summary>
internal sealed class ToolTranscript(SecretRedactor redactor, Action<string>? onLine)
{
    private readonly Lock _lock = new();
    private readonly List<string> _output = [];
    private readonly List<string> _errors = [];

    /// <summary>The error output, without secrets: it ends in messages.</summary>
    public IReadOnlyList<string> Errors => _errors;

    public string? AddOutput(string line) => Add(_output, line, redactor.Redact(line));

    public string? AddError(string line)
    {
        var redacted = redactor.Redact(line);
        return Add(_errors, redacted, redacted);
    }

    public ToolOutput Output(int exitCode) => new(exitCode, _output, _errors);

    // Both streams are read at once, so the lock also keeps one listener from being called twice at a time.
    private string? Add(List<string> lines, string line, string redacted)
    {
        lock (_lock)
        {
            lines.Add(line);
            onLine?.Invoke(redacted);
        }

        return null;
    }
}
