namespace Pipeline.Terminal;

/// <summary>
/// Shortens tracebacks of Python: frames of libraries are counted, and frames of the application and the error itself
/// stay. A frame is a line <c>File "PATH", line N, in NAME</c> with the lines below it that are indented further: its
/// code and the marks below that (Python documentation, "traceback").
/// </summary>
public static class PythonTraceback
{
    private static readonly string[] LibraryFolders = ["/site-packages/", "/dist-packages/", "/lib/python", "<frozen "];

    /// <summary>The lines, with one line for each run of library frames that is longer than one frame.</summary>
    public static IReadOnlyList<string> Folded(IReadOnlyList<string> lines)
    {
        var folded = new List<string>();
        for (var at = 0; at < lines.Count; )
        {
            var begin = at;
            var frames = 0;
            while (at < lines.Count && IsLibraryFrame(lines[at]))
            {
                at = EndOf(lines, at);
                frames++;
            }
            if (frames > 1)
                folded.Add($"{Indent(lines[begin])}… {frames} frames of libraries");
            else if (frames == 1)
                folded.AddRange(lines.Skip(begin).Take(at - begin));
            else
                folded.Add(lines[at++]);
        }
        return folded;
    }

    private static bool IsLibraryFrame(string line) =>
        line.TrimStart() is var frame
        && frame.StartsWith("File \"", StringComparison.Ordinal)
        && frame.LastIndexOf("\", line ", StringComparison.Ordinal) is var end and > 0
        && LibraryFolders.Any(folder => frame[..end].Contains(folder, StringComparison.Ordinal));

    private static int EndOf(IReadOnlyList<string> lines, int frame)
    {
        var depth = Indent(lines[frame]).Length;
        var at = frame + 1;
        while (at < lines.Count && lines[at].Trim().Length > 0 && Indent(lines[at]).Length > depth)
            at++;
        return at;
    }

    private static string Indent(string line) => line[..^line.TrimStart().Length];
}
