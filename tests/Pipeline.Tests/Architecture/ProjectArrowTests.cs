using System.Reflection;
using System.Xml.Linq;
using Cake.Frosting;
using Clusters.Calls;
using Drill;
using Foundation.Failures;
using Migrations;
using Pipeline.Hosting;
using Pipeline.Tests.Drills;
using Releases.Fleets;

namespace Pipeline.Tests.Architecture;

public sealed class ProjectArrowTests
{
    private static readonly Assembly[] Ours =
    [
        typeof(ReleaseException).Assembly,
        typeof(MigrationCheck).Assembly,
        typeof(ClusterConnection).Assembly,
        typeof(Fleet).Assembly,
        typeof(EmbeddedFleet).Assembly,
        typeof(CakeHost).Assembly,
        typeof(ReleaseCommand).Assembly,
    ];

    /// <summary>The projects, each with the projects that it may use.</summary>
    internal static IReadOnlyDictionary<string, string[]> Allowed { get; } =
        new Dictionary<string, string[]>
        {
            ["Foundation"] = [],
            ["Migrations"] = ["Foundation"],
            ["Clusters"] = ["Foundation"],
            ["Releases"] = ["Foundation", "Migrations", "Clusters"],
            ["Drill"] = [],
            ["Frosting"] = [],
            ["Pipeline"] = ["Foundation", "Migrations", "Clusters", "Releases", "Drill", "Frosting"],
        };

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_uses_the_projects_that_it_may(string project) =>
        References(AssemblyOf(project)).Intersect(Allowed.Keys).ShouldBeSubsetOf(Allowed[project]);

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_names_no_other_project_than_these(string project) =>
        XDocument
            .Load(Path.Combine(Repository.Root, "build", project, $"{project}.csproj"))
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!))
            .ShouldBeSubsetOf(Allowed[project]);

    [Fact]
    public void Every_project_gets_native_code() =>
        (
            (string)
                XDocument
                    .Load(Path.Combine(Repository.Root, "build", "Native.proj"))
                    .Descendants("Own")
                    .Single()
                    .Attribute("Include")!
        )
            .Split(';')
            .ShouldBe(Ours.Select(assembly => assembly.GetName().Name!), ignoreOrder: true);

    [Fact]
    public void Every_project_is_in_the_list() =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "build"), "*.csproj", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension)
            .ShouldBe(Allowed.Keys, ignoreOrder: true);

    [Theory]
    [InlineData("Foundation")]
    [InlineData("Migrations")]
    [InlineData("Clusters")]
    [InlineData("Releases")]
    public void What_a_release_is_knows_no_Cake_and_no_console(string project) =>
        References(AssemblyOf(project))
            .Where(name =>
                name.StartsWith("Cake", StringComparison.Ordinal)
                || name.StartsWith("Spectre", StringComparison.Ordinal)
                || name == "System.Console"
            )
            .ShouldBeEmpty();

    [Fact]
    public void Migrations_know_no_Kubernetes() =>
        References(AssemblyOf("Migrations"))
            .Where(name => name.StartsWith("Kubernetes", StringComparison.Ordinal))
            .ShouldBeEmpty();

    private static Assembly AssemblyOf(string project) => Ours.Single(assembly => ProjectOf(assembly) == project);

    private static IEnumerable<string> References(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(reference => ProjectOf(reference.Name!));

    private static string ProjectOf(Assembly assembly) => ProjectOf(assembly.GetName().Name!);

    // Two assemblies have names of their own: the command that people start, and the package that one stands in for.
    private static string ProjectOf(string assembly) =>
        assembly switch
        {
            "release" => "Pipeline",
            "Cake.Frosting" => "Frosting",
            _ => assembly,
        };
}
