namespace Pipeline.Testing;

/// <summary>Tests that run as one program.</summary>
/// <param name="Name">What the run and the report call it.</param>
/// <param name="Project">The project that holds them.</param>
/// <param name="Filter">The test host's arguments that choose them; none for all of the project.</param>
public sealed record TestSuite(string Name, string Project, params IReadOnlyList<string> Filter)
{
    private const string Pipeline = "Pipeline.Tests";

    // The folder of the tests that start the compiled program.
    private const string Compiled = $"{Pipeline}.Compiled*";

    /// <summary>Units, and the whole chain on embedded clusters within the test program; the longest first.</summary>
    public static IReadOnlyList<TestSuite> Embedded { get; } =
    [
        new(Pipeline, Pipeline, "--filter-not-namespace", Compiled),
        Whole("Drill.Tests"),
        Whole("Releases.Tests"),
        Whole("Frosting.Tests"),
    ];

    /// <summary>The compiled program as people and CI start it: processes, signals, terminals, GitLab's jobs.</summary>
    public static IReadOnlyList<TestSuite> Program { get; } =
    [new($"{Pipeline}.Compiled", Pipeline, "--filter-namespace", Compiled)];

    /// <summary>The real stack.</summary>
    public static IReadOnlyList<TestSuite> Cluster { get; } = [Whole("Cluster.Tests")];

    private static TestSuite Whole(string project) => new(project, project);
}
