using k8s.Models;
using Releases.Rollout.Status;

namespace Releases.Tests.Rollout.Status;

/// <summary>The rules of kubectl (<c>pkg/polymorphichelpers/rollout_status.go</c>), case by case.</summary>
public sealed class StatefulSetRolloutTests
{
    [Theory]
    [InlineData(3, 3, 3, 0, true, "3 of 3 ready")]
    [InlineData(0, 0, 0, 0, true, "no pod is wanted, so none was seen to run")]
    [InlineData(3, 3, 2, 1, true, "3 of 3 ready")]
    [InlineData(3, 3, 0, 5, true, "3 of 3 ready")]
    [InlineData(3, 2, 3, 0, false, "2 of 3 pods ready")]
    [InlineData(3, 3, 2, 0, false, "2 of 3 pods updated")]
    [InlineData(3, 3, 1, 1, false, "1 of 2 pods updated")]
    [InlineData(3, 2, 2, 1, false, "2 of 3 pods ready")]
    public void Counts_decide(int wanted, int ready, int updated, int partition, bool isDone, string text)
    {
        var status = StatefulSetRollout.Of(Set(wanted, ready, updated, partition));

        status.IsDone.ShouldBe(isDone);
        status.Text.ShouldBe(text);
    }

    [Theory]
    [InlineData(8, 7L)]
    [InlineData(1, 0L)]
    [InlineData(0, 0L)]
    [InlineData(1, null)]
    public void Counts_say_nothing_until_the_controller_has_seen_the_change(long generation, long? observed)
    {
        var set = Set(3, 3, 3);
        set.Metadata.Generation = generation;
        set.Status.ObservedGeneration = observed;

        StatefulSetRollout.Of(set).Text.ShouldBe("waiting for the controller to see the change");
    }

    [Fact]
    public void The_last_old_pod_is_waited_for()
    {
        var set = Set(3, 3, 3);
        set.Status.CurrentRevision = "web-1";

        StatefulSetRollout.Of(set).Text.ShouldBe("waiting for the last old pod to be replaced");
    }

    // The controller counts no pod that hangs in its end on a dead node: neither as updated nor as ready.
    [Theory]
    [InlineData(3, 2, 2, "web-2", true)]
    [InlineData(3, 2, 3, "web-2", true)]
    [InlineData(3, 2, 2, "web-1", false)]
    [InlineData(3, 2, 3, "web-1", false)]
    [InlineData(3, 2, 2, null, false)]
    public void A_pod_that_is_missing_without_a_rollout_is_lost(
        int wanted,
        int ready,
        int updated,
        string? current,
        bool wasDone
    )
    {
        var set = Set(wanted, ready, updated);
        set.Status.CurrentRevision = current;

        var status = StatefulSetRollout.Of(set);

        (status.IsDone, status.WasDone).ShouldBe((false, wasDone));
    }

    [Theory]
    [InlineData(30, 2, 0, false, "2 of 3 pods available, 30 s after they are ready (minReadySeconds)")]
    [InlineData(30, null, 0, false, "0 of 3 pods available, 30 s after they are ready (minReadySeconds)")]
    [InlineData(30, 2, 1, false, "2 of 3 pods available, 30 s after they are ready (minReadySeconds)")]
    [InlineData(30, 3, 0, true, "3 of 3 ready")]
    [InlineData(30, 3, 1, true, "3 of 3 ready")]
    [InlineData(0, 0, 0, true, "3 of 3 ready")]
    [InlineData(null, null, 0, true, "3 of 3 ready")]
    public void Pods_are_waited_for_until_they_are_ready_for_long_enough(
        int? seconds,
        int? available,
        int partition,
        bool isDone,
        string text
    )
    {
        var set = Set(3, 3, 3 - partition, partition);
        set.Spec.MinReadySeconds = seconds;
        set.Status.AvailableReplicas = available;

        var status = StatefulSetRollout.Of(set);

        (status.IsDone, status.Text).ShouldBe((isDone, text));
        status.Ready.ShouldBe(isDone ? 3 : available ?? 0);
    }

    [Fact]
    public void With_a_partition_the_old_revision_stays()
    {
        var set = Set(3, 3, 2, partition: 1);
        set.Status.CurrentRevision = "web-1";

        StatefulSetRollout.Of(set).IsDone.ShouldBeTrue();
        StatefulSetRollout.Of(set).MayKeepOldPods.ShouldBeTrue();
    }

    [Fact]
    public void Without_one_no_old_pod_stays() => StatefulSetRollout.Of(Set(3, 3, 3)).MayKeepOldPods.ShouldBeFalse();

    [Theory]
    [InlineData(3, 3, true, "updates on delete: its pods keep the old image until then")]
    [InlineData(3, 1, false, "1 of 3 pods ready; updates on delete: its pods keep the old image until then")]
    [InlineData(3, 0, false, "0 of 3 pods ready; updates on delete: its pods keep the old image until then")]
    public void One_that_updates_on_delete_is_done_and_may_lack_pods(int wanted, int ready, bool hasAll, string text)
    {
        var set = Set(wanted, ready, 0);
        set.Spec.UpdateStrategy = new V1StatefulSetUpdateStrategy { Type = "OnDelete" };

        var status = StatefulSetRollout.Of(set);

        (status.IsDone, status.MayKeepOldPods, status.HasAllPods).ShouldBe((true, true, hasAll));
        (status.Ready, status.Wanted).ShouldBe((ready, wanted));
        status.Text.ShouldBe(text);
    }

    [Fact]
    public void One_that_updates_on_delete_is_not_waited_for()
    {
        var set = Set(3, 3, 0);
        set.Spec.UpdateStrategy = new V1StatefulSetUpdateStrategy { Type = "OnDelete" };

        StatefulSetRollout.Of(set).IsDone.ShouldBeTrue();
        StatefulSetRollout.Of(set).Text.ShouldBe("updates on delete: its pods keep the old image until then");
    }

    private static V1StatefulSet Set(int wanted, int ready, int updated, int partition = 0) =>
        new()
        {
            Metadata = new() { Name = "web", Generation = 7 },
            Spec = new()
            {
                Replicas = wanted,
                UpdateStrategy = new()
                {
                    Type = "RollingUpdate",
                    RollingUpdate = new() { Partition = partition },
                },
            },
            Status = new()
            {
                ObservedGeneration = 7,
                ReadyReplicas = ready,
                UpdatedReplicas = updated,
                CurrentRevision = "web-2",
                UpdateRevision = "web-2",
            },
        };
}
