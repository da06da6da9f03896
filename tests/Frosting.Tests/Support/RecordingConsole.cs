using System.Globalization;
using System.Text;
using Cake.Core;

namespace Frosting.Tests.Support;

/// <summary>A console that keeps what is written to it.</summary>
internal sealed class RecordingConsole : IConsole
{
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    public string Output => _output.ToString();

    public string Errors => _errors.ToString();

    public ConsoleColor ForegroundColor { get; set; }

    public ConsoleColor BackgroundColor { get; set; }

    public bool SupportAnsiEscapeCodes => false;

    public void Write(string format, params object[] arg) =>
        _output.AppendFormat(CultureInfo.InvariantCulture, format, arg);

    public void WriteLine(string format, params object[] arg)
    {
        Write(format, arg);
        _output.AppendLine();
    }

    public void WriteError(string format, params object[] arg) =>
        _errors.AppendFormat(CultureInfo.InvariantCulture, format, arg);

    public void WriteErrorLine(string format, params object[] arg)
    {
        WriteError(format, arg);
        _errors.AppendLine();
    }

    public void ResetColor() { }
}
