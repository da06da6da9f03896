using k8s.Models;
using Microsoft.Extensions.Time.Testing;
using Releases.Rollout.Diagnosis;
using Releases.Rollout.Status;
using Releases.Workloads;
using static Releases.Tests.Rollout.Diagnosis.SickPods;

namespace Releases.Tests.Rollout.Diagnosis;

/// <summary>How long trouble may last follows from what the workload's own manifest says.</summary>
public sealed class WorkloadPaceTests
{
    private static readonly V1Probe Slow = new()
    {
        InitialDelaySeconds = 20,
        PeriodSeconds = 10,
        FailureThreshold = 28,
    };

    [Fact]
    public void A_pod_has_as_long_to_start_as_its_probes_give_it()
    {
        var spec = new V1PodSpec
        {
            InitContainers =
            [
                new() { Name = "check", StartupProbe = Slow },
                new()
                {
                    Name = "proxy",
                    RestartPolicy = "Always",
                    StartupProbe = new() { PeriodSeconds = 1, FailureThreshold = 15 },
                },
            ],
            Containers =
            [
                new()
                {
                    Name = "web",
                    StartupProbe = Slow,
                    ReadinessProbe = new(),
                },
                new() { Name = "sidecar" },
            ],
        };

        WorkloadPace.StartOf(spec).ShouldBe(TimeSpan.FromSeconds(15 + 300 + 30));
        WorkloadPace.StartOf(new V1PodSpec { Containers = [new() { Name = "web" }] }).ShouldBe(TimeSpan.Zero);
        WorkloadPace.StartOf(null).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_quota_is_given_as_long_as_the_workload_takes_to_make_room_and_says_why()
    {
        var symptom = SymptomOf(deployment =>
        {
            deployment.Spec.MinReadySeconds = 45;
            deployment.Spec.Template.Spec.Containers[0].StartupProbe = Slow;
        });

        symptom.Grace.ShouldBe(TimeSpan.FromSeconds(300 + 45 + 120 + 30));
        symptom.Because.ShouldBe(
            "by their probes new pods have 5m to become ready, minReadySeconds is 45, old pods have 2m to end"
        );
        symptom.GivenUpAfter.ShouldBeNull();
    }

    [Fact]
    public void A_deadline_of_the_workload_that_comes_first_is_the_number_that_people_are_told()
    {
        var symptom = SymptomOf(deployment => deployment.Spec.ProgressDeadlineSeconds = 40);
        var ledger = new SymptomLedger(new FakeTimeProvider());
        ledger.Note([symptom]);

        ledger.LeftOf(symptom).ShouldBe(TimeSpan.FromSeconds(40));
        symptom.Because.ShouldBe("progressDeadlineSeconds is 40");
        // The cluster itself says when that is over.
        ledger.UntilFatal.ShouldBe(symptom.Grace);
    }

    [Fact]
    public void A_pod_in_the_way_of_an_ordered_StatefulSet_is_given_the_time_of_its_own_probes()
    {
        var pod = Pod(Running(isReady: false));
        pod.Metadata.Labels = new Dictionary<string, string> { ["controller-revision-hash"] = "db-1" };
        pod.Spec = new V1PodSpec { Containers = [new() { Name = "web", StartupProbe = Slow }] };
        var set = new V1StatefulSet
        {
            Spec = new(),
            Status = new() { UpdateRevision = "db-2" },
        };

        var symptom = PodInTheWay.Of(set, [pod], []).ShouldNotBeNull().Symptom;

        symptom.Grace.ShouldBe(TimeSpan.FromMinutes(5));
        symptom.Because.ShouldBe("by its probes it has 5m to become ready");
    }

    [Fact]
    public void A_claim_that_nobody_made_is_not_waited_for_as_for_a_node()
    {
        var pod = Pod();
        pod.Status.Conditions =
        [
            new()
            {
                Type = "PodScheduled",
                Status = "False",
                Reason = "Unschedulable",
                Message = "0/1 nodes are available: persistentvolumeclaim \"media\" not found.",
            },
        ];

        var symptom = PodDiagnosis.Of(pod, []).ShouldHaveSingleItem();

        (symptom.Reason, symptom.Grace, symptom.NeedsRoom).ShouldBe(("Unschedulable", Grace.MissingVolume, false));
    }

    [Fact]
    public void A_webhook_that_a_controller_cannot_ask_has_the_reason_that_it_has_everywhere() =>
        ReplicaDiagnosis
            .Of("FailedCreate", "Internal error occurred: failed calling webhook \"x\": context deadline exceeded")
            .Reason.ShouldBe("WebhookFailed");

    private static Symptom SymptomOf(Action<V1Deployment> change)
    {
        const string Revision = "deployment.kubernetes.io/revision";
        var deployment = new V1Deployment
        {
            Metadata = new()
            {
                Name = "web",
                Uid = "uid-web",
                Generation = 1,
                Annotations = new Dictionary<string, string> { [Revision] = "2" },
            },
            Spec = new()
            {
                Replicas = 1,
                Template = new() { Spec = new() { Containers = [new() { Name = "web", Image = Image }] } },
            },
            Status = new() { ObservedGeneration = 1 },
        };
        change(deployment);
        var set = new V1ReplicaSet
        {
            Metadata = new()
            {
                Name = "web-2",
                Uid = "uid-set",
                Annotations = new Dictionary<string, string> { [Revision] = "2" },
                OwnerReferences = [new() { Uid = "uid-web" }],
            },
            Status = new()
            {
                Conditions =
                [
                    new()
                    {
                        Type = "ReplicaFailure",
                        Status = "True",
                        Reason = "FailedCreate",
                        Message = "exceeded quota: pods",
                    },
                ],
            },
        };
        var old = Pod();
        old.Metadata.OwnerReferences = [new() { Uid = "uid-set" }];
        old.Status.Phase = "Running";
        old.Spec = new V1PodSpec { TerminationGracePeriodSeconds = 120, NodeName = "a" };
        return new RegionState
        {
            Selected = [WorkloadType.Of(Releases.Fleets.WorkloadKind.Deployment).Read(deployment)],
            ReplicaSets = [set],
            Pods = [old],
        }
            .Workloads()
            .Single()
            .Symptoms.ShouldHaveSingleItem();
    }
}
