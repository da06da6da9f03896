using System.Text.Json;
using System.Xml.Linq;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Architecture;

/// <summary>What packages hold is pinned, whatever feed they come from.</summary>
public sealed class PackageLockTests
{
    public static TheoryData<string> Projects =>
        [
            .. XDocument
                .Load(Path.Combine(Repository.Root, "release.slnx"))
                .Descendants("Project")
                .Select(project => project.Attribute("Path")!.Value),
        ];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_package_of_a_project_is_locked_by_its_content(string project)
    {
        using var locked = JsonDocument.Parse(TextOfLock(project));

        var packages = locked
            .RootElement.GetProperty("dependencies")
            .EnumerateObject()
            .SelectMany(framework => framework.Value.EnumerateObject())
            .Where(package => package.Value.GetProperty("type").GetString() != "Project")
            .ToArray();

        packages.ShouldNotBeEmpty();
        packages
            .Where(package => !package.Value.TryGetProperty("contentHash", out _))
            .Select(package => package.Name)
            .ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_lock_file_names_no_feed_and_no_platform(string project)
    {
        TextOfLock(project).ShouldNotContain("://");
        TextOfLock(project).ShouldNotContain("\"net10.0/");
    }

    private static string TextOfLock(string project) =>
        File.ReadAllText(Path.Combine(Repository.Root, Path.GetDirectoryName(project)!, "packages.lock.json"));
}
