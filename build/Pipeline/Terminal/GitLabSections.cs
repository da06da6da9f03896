using System.Globalization;
using System.Text;

namespace Pipeline.Terminal;

/// <summary>Collapsible sections of a GitLab job's log; outside of GitLab CI, nothing.</summary>
/// <remarks>The format: GitLab's documentation, "Job logs", "Custom collapsible sections".</remarks>
/// <param name="output">The job's log.</param>
/// <param name="clock">GitLab shows how long a section took.</param>
/// <param name="isOn">Whether it is the log of a GitLab job.</param>
public sealed class GitLabSections(TextWriter output, TimeProvider clock, bool isOn)
{
    private const string ToLineStart = "\r\e[0K";

    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    /// <summary>Starts a section.</summary>
    /// <param name="name">Its name, the same as at its end.</param>
    /// <param name="header">The line that stays when it is collapsed.</param>
    /// <param name="isCollapsed">Whether it is shown collapsed at first.</param>
    public void Start(string name, string header, bool isCollapsed = false)
    {
        if (isOn && _open.Add(name))
            WriteOwn(Mark("start", name, isCollapsed ? "[collapsed=true]" : "") + PrintableLine.Of(header));
    }

    /// <summary>Ends a section that was started.</summary>
    public void End(string name)
    {
        if (_open.Remove(name))
            WriteOwn(Mark("end", name, ""));
    }

    private void WriteOwn(string line) => VisibleWriter.Behind(output).WriteLine(line);

    private string Mark(string what, string name, string options)
    {
        var moment = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"\e[0Ksection_{what}:{moment}:{Safe(name)}{options}{ToLineStart}";
    }

    // A name holds a region's, which is the fleet file's own affair.
    private static string Safe(string name)
    {
        var safe = new StringBuilder(name.Length);
        foreach (var letter in name)
            safe.Append(char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-' ? letter : '_');
        return safe.ToString();
    }
}
