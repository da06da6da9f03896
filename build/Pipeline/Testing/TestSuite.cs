namespace Pipeline.Testing;

/// <summary>Tests that run as one program.</summary>
/// <param name="Name">What the run and the report call it.</param>
/// <param name="Project">The project that holds them.</param>
/// <param name="Filter">The test host's arguments that choose them; none for all of the project.</param>
public sealed record TestSuite(string Name, string Project, params IReadOnlyList<string> Filter)
{
    private const string Pipeline = "Pipeline.Tests";

    // Folders of that project: the matrix of faults and stages, random faults, and what starts the compiled program as
    // a process, in a terminal or as GitLab's jobs.
    private static readonly string[] LongOnes =
    [
        $"{Pipeline}.GameDays*",
        $"{Pipeline}.Schedules*",
        $"{Pipeline}.Compiled*",
    ];

    /// <summary>Units, and the whole chain on embedded clusters within the test program; the longest first.</summary>
    public static IReadOnlyList<TestSuite> Quick { get; } =
    [
        new(Pipeline, Pipeline, ["--filter-not-namespace", .. LongOnes]),
        Whole("Drill.Tests"),
        Whole("Migrations.Tests"),
        Whole("Clusters.Tests"),
        Whole("Releases.Tests"),
        Whole("Frosting.Tests"),
        Whole("Foundation.Tests"),
    ];

    /// <summary>What takes longer than anybody waits between two changes.</summary>
    public static IReadOnlyList<TestSuite> LongRunning { get; } =
    [new($"{Pipeline}.Long", Pipeline, ["--filter-namespace", .. LongOnes])];

    /// <summary>The real stack.</summary>
    public static IReadOnlyList<TestSuite> Cluster { get; } = [Whole("Cluster.Tests")];

    /// <summary>Whether nothing in it starts the compiled program.</summary>
    public bool IsQuick => Quick.Contains(this);

    private static TestSuite Whole(string project) => new(project, project);
}
