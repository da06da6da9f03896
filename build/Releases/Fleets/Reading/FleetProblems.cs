using Foundation.Failures;
using Foundation.Limits;
using Foundation.Text;
using YamlDotNet.RepresentationModel;

namespace Releases.Fleets.Reading;

/// <summary>Collects the problems of a fleet file, so that one error reports all of them.</summary>
internal sealed class FleetProblems(string file)
{
    private readonly SortedDictionary<(long Line, int Order), string> _lines = [];

    public bool Any => _lines.Count > 0;

    public IReadOnlyList<string> Lines => [.. _lines.Values];

    public void Add(YamlNode where, string what) => Add(where.Start.Line, what);

    /// <exception cref="UsageException">There are too many problems to report more.</exception>
    public void Add(long line, string what)
    {
        if (_lines.Count == InputLimits.Problems)
            throw new UsageException([.. Lines, $"{file}: more is wrong; fix this first"]);
        var text = $"{file}:{line}: {Shortened.To(what, InputLimits.Message)}";
        // A value that several ask for is wrong once.
        if (!_lines.ContainsValue(text))
            _lines.Add((line, _lines.Count), text);
    }
}
