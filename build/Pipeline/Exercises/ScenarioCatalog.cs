using Pipeline.Exercises.Scenarios;

namespace Pipeline.Exercises;

/// <summary>Every scenario, in the order in which a newcomer meets them best.</summary>
public static class ScenarioCatalog
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        GoingBack.Scenario,
        BadRelease.Scenario,
        LockHeld.Scenario,
        HalfMigrated.Scenario,
        UnsafeWayBack.Scenario,
        Patch.Scenario,
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names => [.. All.Select(scenario => scenario.Name)];

    /// <summary>The scenario of a name, or <see langword="null"/>.</summary>
    public static Scenario? Find(string name) => All.FirstOrDefault(scenario => scenario.Name == name);
}
