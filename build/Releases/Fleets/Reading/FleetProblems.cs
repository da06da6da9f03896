using YamlDotNet.RepresentationModel;

namespace Releases.Fleets.Reading;

/// <summary>Collects what is wrong in a fleet file, so that all of it is reported at once.</summary>
internal sealed class FleetProblems(string file)
{
    private readonly SortedDictionary<(long Line, int Order), string> _lines = [];

    public bool Any => _lines.Count > 0;

    public IReadOnlyList<string> Lines => [.. _lines.Values];

    public void Add(YamlNode where, string what) => Add(where.Start.Line, what);

    public void Add(long line, string what) => _lines.Add((line, _lines.Count), $"{file}:{line}: {what}");
}
