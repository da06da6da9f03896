using Pipeline.Running;

namespace Pipeline.Exercises.Scenarios;

/// <summary>A release that stopped half way: the registry lists one of its images and cannot deliver it.</summary>
internal static class BadRelease
{
    private const string Gone = ":1.2.3-static";

    public static Scenario Scenario { get; } =
        new("bad-release", "a release stopped half way, an image is missing")
        {
            Before = async ground =>
            {
                var cluster = ground[ExerciseFleet.First];
                var exists = cluster.ImageExists;
                cluster.ImageExists = image => !image.Contains(Gone, StringComparison.Ordinal) && exists(image);
                await ground.RunAsync(ExitCode.Failed, "deploy", "1.2.3");
            },
            Steps =
            [
                new(
                    "The release of 1.2.3 has stopped in uk: some pods are new, others wait for an image that the registry still lists and cannot deliver, since a clean-up took its layers. au never got it, and the customers of uk see a page whose style does not fit.",
                    "uk serves one version again, whole, with every pod ready; leave au as it is."
                )
                {
                    Regions = [ExerciseFleet.First],
                    IsReached = ground => Task.FromResult(ground.Serves(ExerciseFleet.First, "1.2.2")),
                    Hints =
                    [
                        "status says which workload waits, and for what.",
                        "The registry lists the image, so neither push-acr nor another release of 1.2.3 builds it again. What ran before is still there.",
                        "rollback 1.2.2 uk sets the images back.",
                    ],
                    Solution = ["./build.sh status", "./build.sh rollback 1.2.2 uk"],
                },
                new(
                    "Grace has switched the clean-up off and merged that to main; CI has built it as the next version. Everybody waits for the feature of 1.2.3.",
                    "both regions serve 1.2.4."
                )
                {
                    Begin = ground =>
                        ground.MergeAsync("Keep every image of a version", "README.md", "\nImages are kept.\n"),
                    IsReached = ground => Task.FromResult(ground.AllServe("1.2.4")),
                    Hints =
                    [
                        "Releases are made from main, level with the remote: git pull.",
                        "plan 1.2.4 tells what would happen, and what speaks against it.",
                        "deploy 1.2.4 releases it, uk first.",
                    ],
                    Solution = ["git pull", "./build.sh plan 1.2.4", "./build.sh deploy 1.2.4"],
                },
            ],
            Remarks =
            [
                new(
                    "You read the plan before you released again.",
                    "Before a release on a bad day, read plan VERSION: it finds what is missing beforehand.",
                    course => course.ReadThePlan
                ),
            ],
            Discuss =
                "Who removes images, and from which registry? Would the region have gone back by itself with --on-failure=rollback, and do you want that at night?",
        };
}
