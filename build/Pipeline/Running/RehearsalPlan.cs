using Drill.Faults;
using Drill.Settings;
using Foundation.Text;
using Releases.Versions;

namespace Pipeline.Running;

/// <summary>What a drill rehearses.</summary>
/// <param name="Versions">From which version to which.</param>
/// <param name="Faults">What goes wrong.</param>
/// <param name="Serves">Whether the clusters stay up afterwards.</param>
/// <param name="Pace">How fast the clusters work.</param>
public sealed record RehearsalPlan(
    RehearsalVersions Versions,
    IReadOnlyList<RehearsedFault> Faults,
    bool Serves,
    Pace Pace
)
{
    /// <summary>The exercise that is walked through instead of a release; <see langword="null"/> for none.</summary>
    public string? Exercise { get; init; }

    /// <summary>Whether commands from outside work on the clusters.</summary>
    public bool IsServed => Serves || Exercise is not null;
}

/// <summary>The version that a drill releases, and the one that runs before.</summary>
/// <param name="From">What the clusters run at the start.</param>
/// <param name="To">What is released.</param>
public sealed record RehearsalVersions(ReleaseVersion From, ReleaseVersion To)
{
    /// <summary>A drill that nobody named a version for.</summary>
    public static readonly RehearsalVersions Default = new(new ReleaseVersion(1, 2, 2), new ReleaseVersion(1, 2, 3));

    /// <summary>A drill of a version: it follows from one that has the last number above zero lowered by one.</summary>
    /// <returns><see langword="null"/> for 0.0.0, which nothing comes before.</returns>
    public static RehearsalVersions? Before(ReleaseVersion version) =>
        version switch
        {
            { Patch: > 0 } => new RehearsalVersions(version with { Patch = version.Patch - 1 }, version),
            { Minor: > 0 } => new RehearsalVersions(version with { Minor = version.Minor - 1 }, version),
            { Major: > 0 } => new RehearsalVersions(version with { Major = version.Major - 1 }, version),
            _ => null,
        };
}

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
        var kind = FaultKind.Find(name);
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
