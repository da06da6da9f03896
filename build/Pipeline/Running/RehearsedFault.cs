using Drill.Faults;
using Foundation.Text;

namespace Pipeline.Running;

/// <summary>Something that goes wrong in a region of a drill.</summary>
/// <param name="Region">Where.</param>
/// <param name="Kind">What.</param>
public sealed record RehearsedFault(string Region, FaultKind Kind)
{
    /// <summary>Reads <c>REGION:KIND</c>.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="regions">The regions of the run.</param>
    /// <param name="problems">Receives what is wrong with it.</param>
    public static RehearsedFault? Read(string text, IReadOnlyCollection<string> regions, ICollection<string> problems)
    {
        if (text.Split(':') is not [var region, var name])
        {
            problems.Add(
                $"--fault: '{text}' is not REGION:KIND, such as {regions.FirstOrDefault() ?? "uk"}:crash-loop"
            );
            return null;
        }
        if (!regions.Contains(region))
            problems.Add($"--fault: '{region}' is not among the regions of this run: {string.Join(", ", regions)}");
        var kind = FaultKind.All.FirstOrDefault(kind => kind.Name == name);
        if (kind is null)
            problems.Add(
                $"--fault: {Unknown(name)}; known: {string.Join(", ", FaultKind.All.Select(known => known.Name))}"
            );
        return kind is null ? null : new RehearsedFault(region, kind);
    }

    private static string Unknown(string name) =>
        NearestName.Of(name, FaultKind.All.Select(kind => kind.Name)) is { } nearest
            ? $"unknown kind '{name}', did you mean '{nearest}'?"
            : $"unknown kind '{name}'";
}
