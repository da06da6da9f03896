using k8s.Models;
using Releases.Rollout.Status;

namespace Releases.Tests.Rollout.Status;

/// <summary>The rules of kubectl (<c>pkg/polymorphichelpers/rollout_status.go</c>), case by case.</summary>
public sealed class DaemonSetRolloutTests
{
    [Theory]
    [InlineData(3, 3, 3, true, "3 of 3 ready")]
    [InlineData(0, 0, 0, true, "no pod is wanted, so none was seen to run")]
    [InlineData(3, 2, 3, false, "2 of 3 pods updated")]
    [InlineData(3, 3, 2, false, "2 of 3 pods available")]
    [InlineData(3, null, null, false, "0 of 3 pods updated")]
    public void Counts_decide(int wanted, int? updated, int? available, bool isDone, string text)
    {
        var status = DaemonSetRollout.Of(Set(wanted, updated, available));

        status.IsDone.ShouldBe(isDone);
        status.Text.ShouldBe(text);
    }

    [Fact]
    public void Counts_say_nothing_until_the_controller_has_seen_the_change()
    {
        var set = Set(3, 3, 3);
        set.Metadata.Generation = 8;

        DaemonSetRollout.Of(set).Text.ShouldBe("waiting for the controller to see the change");
    }

    [Fact]
    public void One_that_updates_on_delete_is_not_waited_for()
    {
        var set = Set(3, 0, 3);
        set.Spec.UpdateStrategy = new V1DaemonSetUpdateStrategy { Type = "OnDelete" };

        DaemonSetRollout.Of(set).IsDone.ShouldBeTrue();
    }

    [Theory]
    [InlineData(3, 3, true)]
    [InlineData(3, 1, false)]
    [InlineData(3, null, false)]
    public void One_that_updates_on_delete_is_done_and_may_lack_pods(int wanted, int? available, bool hasAll)
    {
        var set = Set(wanted, 0, available);
        set.Spec.UpdateStrategy = new V1DaemonSetUpdateStrategy { Type = "OnDelete" };

        var status = DaemonSetRollout.Of(set);

        (status.IsDone, status.MayKeepOldPods, status.HasAllPods).ShouldBe((true, true, hasAll));
        (status.Ready, status.Wanted).ShouldBe((available ?? 0, wanted));
    }

    private static V1DaemonSet Set(int wanted, int? updated, int? available) =>
        new()
        {
            Metadata = new() { Name = "agent", Generation = 7 },
            Spec = new(),
            Status = new()
            {
                ObservedGeneration = 7,
                DesiredNumberScheduled = wanted,
                UpdatedNumberScheduled = updated,
                NumberAvailable = available,
            },
        };
}
