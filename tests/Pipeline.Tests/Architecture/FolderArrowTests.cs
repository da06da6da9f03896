using System.Text.RegularExpressions;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Architecture;

/// <summary>
/// Which folder of a project may use which. Every folder uses only folders that stand above it in the list, so there is
/// no cycle. "Rooms" in <c>docs/architecture.md</c> is the same list.
/// </summary>
public sealed partial class FolderArrowTests
{
    // Project and folder, and the folders of the same project that it may use; "." is the project's own folder.
    private static readonly Dictionary<string, string> Allowed = new()
    {
        ["Foundation/Failures"] = "",
        ["Foundation/Secrets"] = "",
        ["Foundation/Text"] = "",
        ["Foundation/Timing"] = "",
        ["Foundation/Json"] = "",
        ["Foundation/Limits"] = "",
        ["Foundation/Http"] = "",
        ["Foundation/Processes"] = "",
        ["Foundation/Writers"] = "Secrets",
        ["Foundation/Files"] = "Failures Limits Secrets Timing",
        ["Foundation/Yaml"] = "Failures Limits",
        ["Migrations/Git"] = "",
        ["Migrations/Python"] = "",
        ["Migrations/Verdicts"] = "",
        ["Migrations/Model"] = "Python",
        ["Migrations/Schema"] = "Model Python",
        ["Migrations/Rules"] = "Model Python Schema Verdicts",
        ["Migrations/Locks"] = "Model Python Rules Schema Verdicts",
        ["Migrations/Kept"] = "Git Model Python Rules Schema",
        ["Migrations/Comparison"] = "Git Kept Locks Model Python Rules Schema Verdicts",
        ["Migrations/Review"] = "Comparison Git Kept Model Verdicts",
        ["Migrations/."] = "Comparison Git Kept Model Verdicts",
        ["Clusters/Credentials"] = "",
        ["Clusters/Kubeconfigs"] = "Credentials",
        ["Clusters/Calls"] = "Credentials Kubeconfigs",
        ["Clusters/Access"] = "Calls",
        ["Clusters/Locks"] = "Calls",
        ["Clusters/Notes"] = "Calls Locks",
        ["Clusters/Watching"] = "Calls",
        ["Clusters/Logs"] = "Calls Watching",
        ["Releases/GitLab"] = "",
        ["Releases/Images"] = "",
        ["Releases/Manifests"] = "",
        ["Releases/Records"] = "",
        ["Releases/Versions"] = "",
        ["Releases/Fleets"] = "Images Manifests Versions",
        ["Releases/Notifying"] = "Records",
        ["Releases/Orders"] = "Fleets Images Records Versions",
        ["Releases/Regions"] = "Fleets",
        ["Releases/Workloads"] = "Fleets Images Orders Versions",
        ["Releases/Histories"] = "Fleets Records Regions Workloads",
        ["Releases/Applying"] = "Fleets Histories Images Manifests Orders Records Workloads",
        ["Releases/Jobs"] = "Fleets Images Manifests Orders Records Versions Workloads",
        ["Releases/Schemas"] = "Fleets Images Jobs Versions Workloads",
        ["Releases/Procedures"] = "Applying Fleets Jobs Orders Workloads",
        ["Releases/Plans"] = "Applying Fleets Orders Records Schemas",
        ["Releases/Rollout"] =
            "Applying Fleets Histories Images Jobs Orders Records Regions Schemas Versions Workloads",
        ["Releases/Surveys"] = "Fleets Jobs Records Regions Rollout Schemas Workloads",
        ["Drill/Json"] = "",
        ["Drill/Settings"] = "",
        ["Drill/Images"] = "Json",
        ["Drill/Storage"] = "Json Settings",
        ["Drill/Patching"] = "Json Storage",
        ["Drill/Registry"] = "Json Patching Settings Storage",
        ["Drill/Engine"] = "Json Registry Settings Storage",
        ["Drill/Controllers"] = "Engine Json Registry Storage",
        ["Drill/Pages"] = "Engine Json Storage",
        ["Drill/Kubelet"] = "Controllers Engine Json Registry Settings Storage",
        ["Drill/Faults"] = "Controllers Engine Json Kubelet Pages Registry Storage",
        ["Drill/Api"] = "Controllers Engine Faults Json Kubelet Patching Registry Settings Storage",
        ["Drill/."] = "Api Controllers Engine Faults Json Kubelet Pages Registry Settings Storage",
        ["Frosting/CommandLines"] = "",
        ["Frosting/Lifetimes"] = "",
        ["Frosting/Tasks"] = "",
        ["Frosting/Hosting"] = "CommandLines Lifetimes Tasks",
        ["Frosting/."] = "CommandLines Hosting Lifetimes Tasks",
        ["Pipeline/GitLab"] = "",
        ["Pipeline/Announcements"] = "GitLab",
        ["Pipeline/Targets"] = "",
        ["Pipeline/Options"] = "Targets",
        ["Pipeline/Tools"] = "",
        ["Pipeline/Clouds"] = "Tools",
        ["Pipeline/Sources"] = "Clouds Options Tools",
        ["Pipeline/Terminal"] = "Options Targets",
        ["Pipeline/Running"] = "Announcements GitLab Options Sources Targets Terminal Tools",
        ["Pipeline/Images"] = "Running Sources Tools",
        ["Pipeline/Rehearsals"] = "Options Running Tools",
        ["Pipeline/Reports"] = "Running Terminal",
        ["Pipeline/Exercises"] = "Options Rehearsals Running Targets Terminal",
        ["Pipeline/Requests"] = "Exercises GitLab Options Running Targets",
        ["Pipeline/Reverts"] = "Running Tools",
        ["Pipeline/Reviews"] = "Running Terminal Tools",
        ["Pipeline/Testing"] = "Running Tools",
        ["Pipeline/Checks"] = "GitLab Images Reports Running Sources Targets Terminal Tools",
        ["Pipeline/Applying"] = "Checks Running Terminal",
        ["Pipeline/Cancelling"] = "Checks Running",
        ["Pipeline/Completing"] = "Exercises Options Running Targets",
        ["Pipeline/Credentials"] = "Checks Running Sources Terminal",
        ["Pipeline/Pipelines"] = "GitLab Options Running Terminal",
        ["Pipeline/Lines"] = "Checks GitLab Running Terminal Tools",
        ["Pipeline/NewRegions"] = "Checks Options Running Targets Terminal Tools",
        ["Pipeline/Rollbacks"] = "Checks Options Running Targets Terminal Tools",
        ["Pipeline/Tasks"] =
            "Applying Cancelling Checks Completing Credentials Images Lines NewRegions Pipelines Reports Reverts Reviews Rollbacks Running Sources Targets Terminal Testing Tools",
        ["Pipeline/Hosting"] =
            "Completing Exercises Options Rehearsals Reports Requests Running Targets Tasks Terminal",
        ["Pipeline/."] = "Hosting Running",
    };

    private static readonly SourceMap Sources = SourceMap.OfBuild();

    public static TheoryData<string> Projects => [.. ProjectArrowTests.Allowed.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_folder_uses_the_folders_that_it_may(string project) =>
        Sources
            .UsesIn(project)
            .Where(use => !AllowedFor($"{project}/{use.From}").Contains(use.To))
            .Select(use => use.ToString())
            .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_file_in_the_wrong_folder_is_found(string project)
    {
        var folders = Allowed.Keys.Where(key => key.StartsWith($"{project}/", StringComparison.Ordinal)).ToArray();
        var (space, type) = Sources.LastTypeOf(folders);
        var wrong = $"using {space};\n\nnamespace Somewhere;\n\nclass Wrong({type} used);\n";

        var uses = Sources
            .With($"{folders[0]}/Wrong.cs", wrong)
            .UsesIn(project)
            .Where(use => use.File.EndsWith("/Wrong.cs", StringComparison.Ordinal));

        uses.Select(use => use.Type).ShouldContain(type);
        uses.ShouldAllBe(use => !AllowedFor(folders[0]).Contains(use.To));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Nothing_is_allowed_that_no_file_needs(string project)
    {
        var used = Sources.UsesIn(project).Select(use => (use.From, use.To)).ToHashSet();
        Allowed
            .Where(entry => entry.Key.StartsWith($"{project}/", StringComparison.Ordinal))
            .SelectMany(entry => AllowedFor(entry.Key).Select(to => (From: entry.Key[(project.Length + 1)..], To: to)))
            .Where(arrow => !used.Contains(arrow))
            .ShouldBeEmpty();
    }

    [Fact]
    public void A_folder_uses_only_what_stands_above_it()
    {
        var above = new HashSet<string>();
        foreach (var (folder, uses) in Allowed)
        {
            var project = folder.Split('/')[0];
            uses.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .ShouldAllBe(used => above.Contains($"{project}/{used}"), folder);
            above.Add(folder);
        }
    }

    [Fact]
    public void Every_folder_is_in_the_list() => Sources.Folders.ShouldBe(Allowed.Keys, ignoreOrder: true);

    [Fact]
    public void The_rooms_of_the_architecture_are_this_list() =>
        Rooms().ShouldBe(Allowed.Select(entry => (entry.Key, entry.Value)));

    private static IReadOnlyCollection<string> AllowedFor(string folder) =>
        Allowed.GetValueOrDefault(folder, "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<(string Folder, string Uses)> Rooms()
    {
        var project = "";
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "docs", "architecture.md")))
        {
            if (ProjectLine().Match(line) is { Success: true } heading)
                project = heading.Groups["name"].Value;
            else if (RoomLine().Match(line) is { Success: true } room)
                yield return (
                    $"{project}/{room.Groups["folder"].Value}",
                    room.Groups["uses"]
                        .Value.Replace(",", "", StringComparison.Ordinal)
                        .Replace("–", "", StringComparison.Ordinal)
                );
        }
    }

    [GeneratedRegex(@"^`build/(?<name>\w+)`$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ProjectLine();

    [GeneratedRegex(
        @"^\| `(?<folder>[\w.]+)` \| .* \| (?<uses>[\w, –]+) \|$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex RoomLine();
}
