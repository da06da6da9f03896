using k8s.Models;
using Releases.Rollout.Status;

namespace Releases.Tests.Rollout.Status;

/// <summary>The rules of kubectl (<c>pkg/polymorphichelpers/rollout_status.go</c>), case by case.</summary>
public sealed class DeploymentRolloutTests
{
    [Theory]
    [InlineData(3, 3, 3, 3, "3 of 3 ready")]
    [InlineData(0, 0, 0, 0, "no pod is wanted, so none was seen to run")]
    [InlineData(null, 1, 1, 1, "1 of 1 ready")]
    public void Done_when_all_pods_are_new_and_available(
        int? wanted,
        int total,
        int updated,
        int available,
        string text
    )
    {
        var status = Of(wanted, total, updated, available);

        status.IsDone.ShouldBeTrue();
        status.Text.ShouldBe(text);
        status.Stop.ShouldBeNull();
    }

    [Theory]
    [InlineData(3, 3, 2, 3, "2 of 3 pods updated")]
    [InlineData(3, 0, 0, 0, "0 of 3 pods updated")]
    [InlineData(3, 4, 3, 3, "1 old pod still to end")]
    [InlineData(3, 5, 3, 2, "2 old pods still to end")]
    [InlineData(3, 3, 3, 2, "2 of 3 pods available")]
    [InlineData(0, 1, 0, 0, "1 old pod still to end")]
    public void Waits_until_then(int? wanted, int total, int updated, int available, string text)
    {
        var status = Of(wanted, total, updated, available);

        status.IsDone.ShouldBeFalse();
        status.Text.ShouldBe(text);
        status.Stop.ShouldBeNull();
    }

    [Fact]
    public void Counts_say_nothing_until_the_controller_has_seen_the_change()
    {
        var status = DeploymentRollout.Of(Deployment(3, 3, 3, 3, generation: 8, observed: 7));

        status.IsDone.ShouldBeFalse();
        status.Text.ShouldBe("waiting for the controller to see the change");
    }

    [Fact]
    public void A_deployment_without_any_status_is_waited_for() =>
        DeploymentRollout
            .Of(
                new V1Deployment
                {
                    Metadata = new() { Generation = 1 },
                    Spec = new() { Replicas = 1 },
                }
            )
            .IsDone.ShouldBeFalse();

    [Fact]
    public void The_clusters_own_deadline_ends_it()
    {
        var deployment = Deployment(3, 4, 1, 3);
        deployment.Status.Conditions =
        [
            new V1DeploymentCondition
            {
                Type = "Progressing",
                Status = "False",
                Reason = "ProgressDeadlineExceeded",
                Message = "timed out",
            },
        ];

        DeploymentRollout
            .Of(deployment)
            .Stop.ShouldBe(
                new RolloutStop("ProgressDeadlineExceeded", "timed out; progressDeadlineSeconds is 600")
                {
                    After = TimeSpan.FromMinutes(10),
                }
            );
    }

    [Fact]
    public void A_deadline_that_passes_sooner_after_a_change_than_it_is_long_is_of_the_rollout_before()
    {
        var deployment = Deployment(3, 3, 1, 1);
        deployment.Spec.ProgressDeadlineSeconds = 120;
        deployment.Status.Conditions =
        [
            new V1DeploymentCondition
            {
                Type = "Progressing",
                Status = "False",
                Reason = "ProgressDeadlineExceeded",
            },
        ];

        var stop = DeploymentRollout.Of(deployment).Stop.ShouldNotBeNull();

        stop.Until(TimeSpan.FromSeconds(119), patience: 1).ShouldBe(TimeSpan.FromSeconds(1));
        stop.Until(TimeSpan.FromSeconds(120), patience: 1).ShouldBeNull();
        stop.Until(TimeSpan.FromSeconds(12), patience: 0.1).ShouldBeNull();
    }

    [Fact]
    public void What_needs_no_time_to_be_known_is_about_any_change() =>
        new RolloutStop("Paused", "x").Until(TimeSpan.Zero, patience: 1).ShouldBeNull();

    [Theory]
    [InlineData("web-new", true)]
    [InlineData("web-old", false)]
    [InlineData("", false)]
    public void A_deadline_counts_only_against_the_ReplicaSet_that_missed_it(string current, bool stops)
    {
        var deployment = Deployment(3, 4, 1, 3);
        deployment.Status.Conditions =
        [
            new V1DeploymentCondition
            {
                Type = "Progressing",
                Status = "False",
                Reason = "ProgressDeadlineExceeded",
                Message = "ReplicaSet \"web-new\" has timed out progressing.",
            },
        ];

        (DeploymentRollout.Of(deployment, current).Stop is not null).ShouldBe(stops);
    }

    [Fact]
    public void A_deadline_of_an_older_generation_does_not()
    {
        var deployment = Deployment(3, 4, 1, 3, generation: 8, observed: 7);
        deployment.Status.Conditions =
        [
            new V1DeploymentCondition
            {
                Type = "Progressing",
                Status = "False",
                Reason = "ProgressDeadlineExceeded",
            },
        ];

        DeploymentRollout.Of(deployment).Stop.ShouldBeNull();
    }

    [Fact]
    public void A_paused_deployment_never_gets_there()
    {
        var deployment = Deployment(3, 3, 0, 3);
        deployment.Spec.Paused = true;

        DeploymentRollout.Of(deployment).Stop.ShouldBe(new RolloutStop("Paused", "Deployment web is paused"));
    }

    [Fact]
    public void A_paused_deployment_that_is_there_already_is_done()
    {
        var deployment = Deployment(3, 3, 3, 3);
        deployment.Spec.Paused = true;

        DeploymentRollout.Of(deployment).IsDone.ShouldBeTrue();
        DeploymentRollout.Of(deployment).Stop.ShouldBeNull();
    }

    private static RolloutStatus Of(int? wanted, int total, int updated, int available) =>
        DeploymentRollout.Of(Deployment(wanted, total, updated, available));

    private static V1Deployment Deployment(
        int? wanted,
        int total,
        int updated,
        int available,
        long generation = 7,
        long observed = 7
    ) =>
        new()
        {
            Metadata = new() { Name = "web", Generation = generation },
            Spec = new() { Replicas = wanted },
            Status = new()
            {
                ObservedGeneration = observed,
                Replicas = total,
                UpdatedReplicas = updated,
                AvailableReplicas = available,
            },
        };
}
