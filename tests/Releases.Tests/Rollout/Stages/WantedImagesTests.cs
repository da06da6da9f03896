using Releases.Fleets;
using Releases.Rollout.Stages;
using Releases.Rollout.Status;
using Releases.Workloads;

namespace Releases.Tests.Rollout.Stages;

public sealed class WantedImagesTests
{
    private const string Digest = "sha256:0123";
    private static readonly RolloutStatus Done = new(true, "1 of 1 ready", 1, 1);
    private static readonly RolloutStatus Waiting = new(false, "0 of 1 pods updated", 0, 1);

    [Theory]
    [InlineData("app:1.2.2", "app:1.2.2", true)]
    [InlineData("app:1.2.2", "app:1.2.3", false)]
    [InlineData("app:1.2.2", $"app:1.2.2@{Digest}", true)]
    [InlineData($"app@{Digest}", $"app@{Digest}", true)]
    [InlineData($"app@{Digest}", "app@sha256:4567", false)]
    [InlineData($"app:main@{Digest}", "app:main", false)]
    public void A_container_keeps_the_image_that_it_was_given(string given, string now, bool isKept)
    {
        var wanted = Wanted(("web", given));

        var lost = wanted.LostIn([State("web", Waiting, now)]);

        lost.ShouldBe(
            isKept ? null : $"Deployment web has {now}, and no longer {given}: somebody else may be changing it"
        );
        wanted.Lost.ShouldBe(isKept ? null : "Deployment web");
    }

    [Fact]
    public void One_that_is_not_there_may_come_back_until_the_others_are_done()
    {
        const string Gone =
            "Deployment static is gone, or no rule selects it any more: somebody else may be changing it";
        var wanted = Wanted(("web", "app:1.2.2"), ("static", "app:1.2.2-static"));

        wanted.LostIn([State("web", Waiting, "app:1.2.2")]).ShouldBeNull();
        wanted.LostIn([State("web", Done, "app:1.2.2")]).ShouldBe(Gone);
        Wanted(("static", "app:1.2.2-static")).LostIn([]).ShouldBe(Gone);
    }

    [Fact]
    public void A_container_that_is_gone_has_no_image() =>
        Wanted(("web", "app:1.2.2"))
            .LostIn([State("web", Done, "app:1.2.2", container: "other")])
            .ShouldBe("Deployment web has no container main any more: somebody else may be changing it");

    [Fact]
    public void Of_a_workload_that_was_given_nothing_nothing_is_wanted() =>
        Wanted(("web", "app:1.2.2"))
            .LostIn([State("web", Done, "app:1.2.2"), State("other", Done, "app:1.2.3")])
            .ShouldBeNull();

    private static WantedImages Wanted(params (string Name, string Image)[] given) =>
        WantedImages.Of(given.Select(entry => (Of(entry.Name, "main", entry.Image), Containers(entry.Image))));

    private static WorkloadState State(string name, RolloutStatus status, string image, string container = "main") =>
        new(Of(name, container, image), status, []);

    private static Workload Of(string name, string container, string image) =>
        new(WorkloadKind.Deployment, name, [new WorkloadContainer(container, image, IsInit: false)]);

    private static IReadOnlyList<WorkloadContainer> Containers(string image) =>
        [new WorkloadContainer("main", image, IsInit: false)];
}
