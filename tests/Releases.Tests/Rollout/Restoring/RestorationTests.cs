using Releases.Fleets;
using Releases.Images;
using Releases.Rollout.Restoring;
using Releases.Versions;
using Releases.Workloads;

namespace Releases.Tests.Rollout.Restoring;

public sealed class RestorationTests
{
    private static readonly ImageTag Version = ImageTag.TryParse("1.2.3")!;
    private static readonly WorkloadRule Rule = new("image=app", [WorkloadKind.Deployment], "{version}");

    [Fact]
    public void Every_container_gets_the_very_image_back_that_it_had()
    {
        var before = Workload(("prepare", "app:1.2.1"), ("web", "app:1.2.2@sha256:0a"), ("proxy", "proxy:7"));

        var back = Restoration.Plan(Change(Released(before)), Version).ShouldNotBeNull();

        Images(back).ShouldBe(["prepare=app:1.2.1", "web=app:1.2.2@sha256:0a"]);
        (back.IsKnown, back.Version).ShouldBe((true, "1.2.2"));
    }

    [Fact]
    public void A_container_that_had_the_image_before_the_release_keeps_it_and_is_said_not_to_be_known()
    {
        var before = Workload(("prepare", "app:1.2.3"), ("web", "app:1.2.2"));

        var back = Restoration.Plan(Change(Released(before)), Version).ShouldNotBeNull();

        Images(back).ShouldBe(["web=app:1.2.2"]);
        back.IsKnown.ShouldBeFalse();
    }

    [Fact]
    public void A_run_that_goes_on_where_another_stopped_keeps_what_that_one_noted()
    {
        var half = Released(Workload(("prepare", "app:1.2.1"), ("web", "app:1.2.2")));
        var meanwhile = half with
        {
            Containers = [half.Containers[0], half.Containers[1] with { Image = "app:hotfix" }],
        };

        var back = Restoration.Plan(Change(Released(meanwhile)), Version).ShouldNotBeNull();

        Images(back).ShouldBe(["prepare=app:1.2.1", "web=app:hotfix"]);
    }

    [Fact]
    public void What_somebody_has_changed_since_is_left_alone()
    {
        var released = Released(Workload(("prepare", "app:1.2.2"), ("web", "app:1.2.2")));
        var changed = released with
        {
            Containers = [released.Containers[0] with { Image = "app:1.2.9" }, released.Containers[1]],
        };

        Images(Restoration.Plan(Change(changed), Version)!).ShouldBe(["web=app:1.2.2"]);
    }

    [Fact]
    public void A_workload_that_never_got_the_release_has_nothing_to_give_back() =>
        Restoration.Plan(Change(Workload(("web", "app:1.2.2"))), Version).ShouldBeNull();

    [Theory]
    [InlineData("""{ "version": "1.2.2", "images": { "web": "app:1.2.1" } }""")]
    [InlineData("""{ "version": "1.2.3", "images": { "web": null } }""")]
    [InlineData("""{ "version": "1.2.3", "images": { "web": 7 } }""")]
    [InlineData("""{ "version": 7, "images": {} }""")]
    [InlineData("""{ "version": "1.2.3" }""")]
    [InlineData("""{ "version": "1.2.3", "images": { "web": "a", "web": "b" } }""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("{")]
    public void A_note_of_another_release_or_that_cannot_be_read_says_nothing(string note)
    {
        var workload = Workload(("web", "app:1.2.3")) with
        {
            Annotations = new Dictionary<string, string> { [ReleaseLabels.Former] = note },
        };

        var back = Restoration.Plan(Change(workload), Version).ShouldNotBeNull();

        back.Containers.ShouldBeEmpty();
        (back.IsKnown, back.Version).ShouldBe((false, null));
    }

    private static string[] Images(Restoration restoration) =>
        [.. restoration.Containers.Select(container => $"{container.Name}={container.Image}")];

    // As the cluster would have it after the release's patch.
    private static Workload Released(Workload before)
    {
        var change = Change(before);
        return before with
        {
            Containers =
            [
                .. before.Containers.Select(container =>
                    change.Changed.FirstOrDefault(changed => changed.Name == container.Name) ?? container
                ),
            ],
            Annotations = new Dictionary<string, string>
            {
                [ReleaseLabels.Former] = FormerImages.Before(change, Version).ToString(),
            },
        };
    }

    private static ImageChange Change(Workload workload) =>
        ImageChange.Plan(
            RunningWorkload.Of(workload, [Rule], [Rule], "app")!,
            rule => new ImageTarget($"app:{rule.TagOf(Version)}")
        );

    private static Workload Workload(params (string Name, string Image)[] containers) =>
        new(
            WorkloadKind.Deployment,
            "shop",
            [
                .. containers.Select(container => new WorkloadContainer(
                    container.Name,
                    container.Image,
                    IsInit: container.Name == "prepare"
                )),
            ]
        );
}
