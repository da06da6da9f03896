using Pipeline.Rehearsals;
using Pipeline.Targets;

namespace Pipeline.Exercises.Scenarios;

/// <summary>An older line that runs everywhere has a bug, and the main branch is further already.</summary>
internal static class Patch
{
    private const string Branch = "release-1.2";
    private const string Page = "pages/index.html";
    private const string Fix = "<!-- due dates are shown -->";

    public static Scenario Scenario { get; } =
        new("patch", "an older line needs a fix, and main is further already")
        {
            Changes =
            [
                SampleChange.Lines("Show due dates", Page, $"{Fix}\n") with
                {
                    Branch = "fix-due-dates",
                },
                SampleChange.Lines("A large feature", "README.md", "\nA large feature.\n") with
                {
                    Tag = "1.3.0",
                },
            ],
            Steps =
            [
                new(
                    "Both regions run 1.2.2, and due dates do not show. main is further already: 1.3.0 is tagged, and its deploy jobs were cancelled until Monday; so the line 1.2 has to be patched.",
                    "the remote has the branch of the line 1.2, from its latest version."
                )
                {
                    Regions = [],
                    IsReached = ground => ground.HasBranchAsync(Branch),
                    Hints =
                    [
                        "A line is patched on a branch of its own, release-X.Y, which a target makes.",
                        "start-patch --line=1.2",
                    ],
                    Solution = ["./build.sh start-patch --line=1.2"],
                },
                new(
                    "The branch is there. Ada has the fix on the branch fix-due-dates, as one commit, reviewed.",
                    "release-1.2 has the fix, at the remote."
                )
                {
                    Regions = [],
                    IsReached = ground => ground.BranchHasAsync(Branch, Page, Fix),
                    Hints =
                    [
                        "The last lines of start-patch say what comes next: check the branch out, pick the commit, push.",
                        "git cherry-pick -x origin/fix-due-dates takes the commit over.",
                    ],
                    Solution =
                    [
                        "git checkout release-1.2",
                        "git cherry-pick -x origin/fix-due-dates",
                        "git push origin release-1.2",
                    ],
                },
                new(
                    "CI has built the branch. The customers wait.",
                    "both regions serve 1.2.3, released from release-1.2."
                )
                {
                    IsReached = ground => Task.FromResult(ground.AllServe("1.2.3")),
                    Hints =
                    [
                        "A patch of a line is the next version of that line: plan 1.2.3, on its branch.",
                        "deploy 1.2.3, or deploy --bump=patch, with release-1.2 checked out.",
                    ],
                    Solution = ["./build.sh plan 1.2.3", "./build.sh deploy 1.2.3"],
                },
                new(
                    "Due dates show. 1.3.0 does not have the fix, so on Monday 1.3.1 comes from main, and main does not have it either.",
                    "main has all of release-1.2, at the remote."
                )
                {
                    Regions = [],
                    IsReached = ground => ground.MainHasAsync(Branch),
                    Hints = ["What was pushed of the branch is merged into main by a target: finish-patch --line=1.2"],
                    Solution = ["./build.sh finish-patch --line=1.2"],
                },
            ],
            Remarks =
            [
                new(
                    "You read the plan before you released.",
                    "Read plan VERSION before a release: of a line that is not the newest, it shows what goes and what stays.",
                    course => course.ReadThePlan
                ),
                new(
                    "You released the patch alone, and left 1.3.0 for Monday.",
                    "You released 1.3.0, which was to wait until Monday: look at the version once more before you press Enter.",
                    course => course.ChangedBy(TargetNames.Deploy) ? !course.Released("1.3.0") : null
                ),
            ],
            Discuss =
                "How many lines do you keep alive, and for how long? Who notices on Monday when a fix did not come to main?",
        };
}
