using Migrations.Python.Values;

namespace Migrations.Python.Evaluation;

/// <summary>A class of a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Line">Its first line, counted from 1.</param>
/// <param name="Bases">What it derives from.</param>
/// <param name="Attributes">The values of the names in its body.</param>
/// <param name="Methods">The names of its functions and inner classes.</param>
internal sealed record PythonClass(
    string Name,
    int Line,
    IReadOnlyList<PythonValue> Bases,
    IReadOnlyDictionary<string, PythonValue> Attributes,
    IReadOnlyCollection<string> Methods
);
