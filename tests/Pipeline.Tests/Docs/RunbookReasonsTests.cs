using System.Text.RegularExpressions;
using Foundation.Failures;
using Pipeline.Tests.Drills;
using Pipeline.Tests.GameDays;

namespace Pipeline.Tests.Docs;

/// <summary>The last screen sends people to the runbook with a reason: it has to be there.</summary>
public sealed partial class RunbookReasonsTests
{
    // Words of Kubernetes that the code reads, and a target: no failure is called after them.
    private static readonly HashSet<string> NoReasons =
    [
        "ContainerCreating",
        "DisruptionTarget",
        "NewReplicaSetAvailable",
        "NotReady",
        "NotTriggerScaleUp",
        "OnDelete",
        "PodInitializing",
        "ContainersReady",
        "PodScheduled",
        "ReplicaFailure",
        "TriggeredScaleUp",
        "VerifyRollout",
    ];

    public static TheoryData<string> Reasons =>
        [
            .. GameDay
                .All.Select(day => day.Failure?.Reason)
                .OfType<string>()
                .SelectMany(reason => reason.Trim('(', ')').Split('|'))
                .Concat(WordsOf("Releases/Rollout/Diagnosis", "Releases/Rollout/Lanes", "Releases/Rollout/Stages"))
                .Concat(ReasonsOf("Foundation", "Clusters", "Releases"))
                .Concat(["Forbidden", "Unauthorized", "InternalServerError", "Unexpected"])
                .Except(NoReasons)
                .Distinct()
                .Order(),
        ];

    [Theory, MemberData(nameof(Reasons))]
    public void Every_reason_that_a_region_may_fail_for_has_its_row(string reason) => RowsOf(reason).ShouldNotBeEmpty();

    [Fact]
    public void A_failure_that_nobody_has_named_has_its_row_too() =>
        RowsOf(new ReleaseException("the credential plugin is missing").Reason).ShouldNotBeEmpty();

    private static IEnumerable<string> RowsOf(string reason) =>
        File.ReadLines(Path.Combine(Repository.Root, "docs", "runbook.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal) && line.Contains($"`{reason}`"));

    // Every such word that stands in quotes: a new one is either given a row or named above.
    private static IEnumerable<string> WordsOf(params string[] rooms) => Found(TwoWords(), rooms);

    private static IEnumerable<string> ReasonsOf(params string[] rooms) => Found(NamedReason(), rooms);

    private static IEnumerable<string> Found(Regex pattern, string[] rooms) =>
        rooms
            .SelectMany(room =>
                Directory.EnumerateFiles(
                    Path.Combine(Repository.Root, "build", room),
                    "*.cs",
                    SearchOption.AllDirectories
                )
            )
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .SelectMany(File.ReadLines)
            .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .SelectMany(line => pattern.Matches(line).Select(match => match.Groups["word"].Value));

    [GeneratedRegex(
        "\"(?<word>[A-Z][a-z]+([A-Z][a-z]+)+)\"",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex TwoWords();

    [GeneratedRegex(
        "string [A-Za-z]*Reason (=>|=) \"(?<word>[A-Za-z]+)\"",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex NamedReason();
}
