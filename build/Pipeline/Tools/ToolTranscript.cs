using Foundation.Secrets;

namespace Pipeline.Tools;

/// <summary>The lines of a running tool: kept, and handed on one at a time without secrets.</summary>
/// <param name="redactor">Takes the secrets out.</param>
/// <param name="onLine">
/// Who watches the lines. A command that somebody watches works for long, and its last lines are enough; of others
/// every line is part of the answer.
/// </param>
/// <param name="onExcess">Called when an answer is longer than any that is expected.</param>
internal sealed class ToolTranscript(SecretRedactor redactor, Action<string>? onLine, Action onExcess)
{
    /// <summary>The longest answer, in characters.</summary>
    public const int LongestAnswer = 64 * 1024 * 1024;

    private const int LastLines = 2000;
    private const int MostSaid = 20;

    private readonly Lock _lock = new();
    private readonly Queue<string> _output = [];
    private readonly Queue<string> _errors = [];
    private long _length;
    private int _taken;
    private string _unfinished = "";
    private string? _asked;

    /// <summary>The error output, without secrets: it ends in messages.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            // Of a tool that was stopped something may still arrive.
            lock (_lock)
                return [.. _errors];
        }
    }

    /// <summary>
    /// What was said on the error output since this was asked last: no more than a person reads, since a tool that says
    /// much talks to its log.
    /// </summary>
    public IReadOnlyList<string> TakeNewErrors()
    {
        lock (_lock)
        {
            string[] said =
            [
                .. _errors.Skip(_taken).Where(line => !string.IsNullOrWhiteSpace(line) && line.Trim() != _asked),
            ];
            var isMuch = _taken > MostSaid;
            _taken = _errors.Count;
            return isMuch ? [] : said;
        }
    }

    /// <summary>
    /// The question at which the tool stands: what has no line end and is the same as at the last look. A progress bar
    /// moves on. A question is told once; the line that it becomes is not told again.
    /// </summary>
    /// <param name="unfinished">What stands at the end of the error output without a line end.</param>
    /// <returns>The question, without secrets; <see langword="null"/> when there is none, or it was told.</returns>
    public string? TakeQuestion(string unfinished)
    {
        lock (_lock)
        {
            var stands = unfinished == _unfinished;
            _unfinished = unfinished;
            var question = redactor.Redact(unfinished).Trim();
            if (!stands || question.Length == 0 || question == _asked)
                return null;
            _asked = question;
            onLine?.Invoke(question);
            return question;
        }
    }

    public string? AddOutput(string line) => Add(_output, line, redactor.Redact(line));

    public string? AddError(string line)
    {
        var redacted = redactor.Redact(line);
        return Add(_errors, redacted, redacted);
    }

    public ToolOutput Output(int exitCode) => new(exitCode, [.. _output], [.. _errors]);

    // Both streams are read at once, so the lock also keeps one listener from being called twice at a time.
    private string? Add(Queue<string> lines, string line, string redacted)
    {
        lock (_lock)
        {
            if (_length > LongestAnswer)
                return null;
            lines.Enqueue(line);
            if (onLine is not null)
            {
                if (lines.Count > LastLines)
                    lines.Dequeue();
                if (redacted.Trim() != _asked)
                    onLine(redacted);
            }
            else if ((_length += line.Length) > LongestAnswer)
            {
                onExcess();
            }
        }

        return null;
    }
}
