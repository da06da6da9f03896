using k8s;
using k8s.Models;
using Releases.Fleets;
using Releases.Rollout.Status;
using static Releases.Tests.Rollout.Diagnosis.SickPods;
using static Releases.Tests.Rollout.Status.SelectedWorkloads;

namespace Releases.Tests.Rollout.Status;

public sealed class RegionStateTests
{
    [Fact]
    public void Only_pods_of_the_current_ReplicaSet_count()
    {
        var state = new RegionState
        {
            Selected = Selected(Deployment(generation: 2, observed: 2, revision: "5")),
            ReplicaSets = [ReplicaSet("old", "4"), ReplicaSet("new", "5"), ReplicaSet("other", "5", owner: "uid-else")],
            Pods = [Sick("a", "uid-old"), Sick("b", "uid-new"), Sick("c", "uid-other")],
        };

        state.Workloads().Single().Symptoms.Select(symptom => symptom.Pod).ShouldBe(["b"]);
    }

    [Fact]
    public void A_failure_to_create_pods_counts_for_the_current_ReplicaSet_only()
    {
        var (old, current) = (ReplicaSet("old", "4"), ReplicaSet("new", "5"));
        old.Status = Failing("old quota");
        current.Status = Failing("is invalid");

        new RegionState
        {
            Selected = Selected(Deployment(generation: 2, observed: 2, revision: "5")),
            ReplicaSets = [old, current],
        }
            .Workloads()
            .Single()
            .Symptoms.Select(symptom => symptom.Message)
            .ShouldBe(["is invalid"]);
    }

    // One old pod serves, and the one of the new version never becomes ready: 0 of 1, and not 1 of 1.
    [Fact]
    public void Old_pods_that_serve_do_not_pass_for_new_ones()
    {
        var deployment = Deployment(generation: 2, observed: 2, revision: "5");
        deployment.Spec.Replicas = 1;
        deployment.Status.Replicas = 2;
        deployment.Status.UpdatedReplicas = 1;
        deployment.Status.AvailableReplicas = 1;
        var (old, current) = (ReplicaSet("old", "4"), ReplicaSet("new", "5"));
        old.Status = new V1ReplicaSetStatus { Replicas = 1, AvailableReplicas = 1 };
        current.Status = new V1ReplicaSetStatus { Replicas = 1, AvailableReplicas = 0 };

        var state = new RegionState { Selected = Selected(deployment), ReplicaSets = [old, current] }
            .Workloads()
            .Single();

        (state.Status.Ready, state.Status.Wanted, state.Status.IsDone).ShouldBe((0, 1, false));
    }

    [Fact]
    public void Until_the_controller_has_seen_the_change_no_ReplicaSet_is_current() =>
        new RegionState
        {
            Selected = Selected(Deployment(generation: 3, observed: 2, revision: "5")),
            ReplicaSets = [ReplicaSet("new", "5")],
            Pods = [Sick("b", "uid-new")],
        }
            .Workloads()
            .Single()
            .Symptoms.ShouldBeEmpty();

    [Theory]
    [InlineData("Recreate", "app:1.2.2", true)]
    [InlineData("Recreate", Image, false)]
    [InlineData("RollingUpdate", "app:1.2.2", false)]
    public void The_ReplicaSet_that_a_Recreate_leaves_is_not_the_current_one(string strategy, string image, bool isLeft)
    {
        var deployment = Deployment(generation: 3, observed: 3, revision: "4");
        deployment.Spec.Strategy = new() { Type = strategy };
        deployment.Status.Conditions =
        [
            new()
            {
                Type = "Progressing",
                Status = "False",
                Reason = "ProgressDeadlineExceeded",
                Message = "ReplicaSet \"old\" has timed out progressing.",
            },
        ];
        var old = ReplicaSet("old", "4");
        old.Spec = new() { Template = Template() };
        old.Spec.Template.Spec.Containers[0].Image = image;

        var state = new RegionState
        {
            Selected = Selected(deployment),
            ReplicaSets = [old],
            Pods = [Sick("a", "uid-old")],
        }
            .Workloads()
            .Single();

        (state.Symptoms.Count == 0, state.Status.Stop is null).ShouldBe((isLeft, isLeft));
    }

    [Theory]
    [InlineData(2, "b")]
    [InlineData(3, "")]
    public void Only_pods_of_a_StatefulSets_newest_revision_count_once_it_was_seen(long generation, string sick)
    {
        var set = new V1StatefulSet
        {
            Metadata = new()
            {
                Name = "db",
                Uid = "uid-db",
                Generation = generation,
            },
            Spec = new() { Template = Template(), PodManagementPolicy = "Parallel" },
            Status = new() { ObservedGeneration = 2, UpdateRevision = "db-2" },
        };

        new RegionState
        {
            Selected = Selected(set),
            Pods =
            [
                Labelled(Sick("a", "uid-db"), "controller-revision-hash", "db-1"),
                Labelled(Sick("b", "uid-db"), "controller-revision-hash", "db-2"),
            ],
        }
            .Workloads()
            .Single()
            .Symptoms.Select(symptom => symptom.Pod!)
            .ShouldBe(sick.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Only_pods_of_a_DaemonSets_newest_template_count()
    {
        var set = new V1DaemonSet
        {
            Metadata = new()
            {
                Name = "agent",
                Uid = "uid-agent",
                Annotations = new Dictionary<string, string> { ["deprecated.daemonset.template.generation"] = "2" },
            },
            Spec = new() { Template = Template() },
            Status = new() { DesiredNumberScheduled = 3 },
        };

        new RegionState
        {
            Selected = Selected(set),
            Pods =
            [
                Labelled(Sick("a", "uid-agent"), "pod-template-generation", "1"),
                Labelled(Sick("b", "uid-agent"), "pod-template-generation", "2"),
            ],
            Events = [Event("exceeded quota", reason: "FailedCreate", uid: "uid-agent")],
        }
            .Workloads()
            .Single()
            .Symptoms.Select(symptom => symptom.Pod ?? symptom.Message)
            .ShouldBe(["b", "exceeded quota"]);
    }

    [Theory]
    [InlineData(2, 2, "0", "")]
    [InlineData(2, 3, "0", "is forbidden")]
    [InlineData(1, 3, "0", "")]
    [InlineData(2, 2, "1", "is forbidden")]
    public void An_old_refusal_says_nothing_about_a_DaemonSet_that_has_its_pods(
        long observed,
        int desired,
        string surge,
        string shown
    )
    {
        var set = new V1DaemonSet
        {
            Metadata = new()
            {
                Name = "agent",
                Uid = "uid-agent",
                Generation = 2,
                Annotations = new Dictionary<string, string> { ["deprecated.daemonset.template.generation"] = "2" },
            },
            Spec = new()
            {
                Template = Template(),
                UpdateStrategy = new() { RollingUpdate = new() { MaxSurge = surge } },
            },
            Status = new() { ObservedGeneration = observed, DesiredNumberScheduled = desired },
        };

        Refusals(
                set,
                Labelled(Well("a"), "pod-template-generation", "1"),
                Labelled(Well("b"), "pod-template-generation", "2")
            )
            .ShouldBe(shown);
    }

    [Theory]
    [InlineData(2, "")]
    [InlineData(3, "is forbidden")]
    public void An_old_refusal_says_nothing_about_a_StatefulSet_that_has_its_pods(int replicas, string shown)
    {
        var set = new V1StatefulSet
        {
            Metadata = new()
            {
                Name = "agent",
                Uid = "uid-agent",
                Generation = 2,
            },
            Spec = new()
            {
                Replicas = replicas,
                Template = Template(),
                PodManagementPolicy = "Parallel",
            },
            Status = new() { ObservedGeneration = 2, UpdateRevision = "agent-2" },
        };

        Refusals(set, Well("a"), Well("b")).ShouldBe(shown);
    }

    [Fact]
    public void Workloads_come_by_kind_and_name_and_a_CronJob_has_nothing_to_roll_out()
    {
        var job = new V1CronJob
        {
            Metadata = new() { Name = "nightly" },
            Spec = new() { JobTemplate = new() { Spec = new() { Template = Template() } } },
        };
        var other = Deployment(1, 1, "1");
        other.Metadata.Name = "api";

        var workloads = new RegionState { Selected = Selected(job, Deployment(1, 1, "1"), other) }
            .Workloads()
            .ToArray();

        workloads
            .Select(state => state.Workload.ToString())
            .ShouldBe(["Deployment api", "Deployment web", "CronJob nightly"]);
        workloads[^1].Status.IsDone.ShouldBeTrue();
        workloads[^1].Workload.Kind.ShouldBe(WorkloadKind.CronJob);
    }

    [Theory]
    [InlineData("uid-new", 5, true)]
    [InlineData("uid-new", 3600, false)]
    [InlineData("uid-old", 5, false)]
    public void New_pods_of_the_current_ReplicaSet_start_by_the_clusters_time(string owner, int age, bool isStarting)
    {
        var now = new DateTimeOffset(2026, 1, 11, 0, 0, 0, TimeSpan.Zero);
        var pod = Sick("a", owner);
        pod.Metadata.CreationTimestamp = now.UtcDateTime.AddSeconds(-age);
        var state = new RegionState
        {
            Selected = Selected(Deployment(generation: 2, observed: 2, revision: "5")),
            ReplicaSets = [ReplicaSet("old", "4"), ReplicaSet("new", "5")],
            Pods = [pod],
        };

        (state with { Now = now }).Workloads().Single().IsStarting.ShouldBe(isStarting);
        state.Workloads().Single().IsStarting.ShouldBeFalse();
    }

    [Fact]
    public void A_workload_that_two_rules_select_is_one() =>
        new RegionState { Selected = [.. Selected(Deployment(1, 1, "1")), .. Selected(Deployment(1, 1, "1"))] }
            .Workloads()
            .Select(state => state.Workload.ToString())
            .ShouldBe(["Deployment web"]);

    private static string Refusals(IKubernetesObject<V1ObjectMeta> set, params V1Pod[] pods) =>
        string.Join(
            ' ',
            new RegionState
            {
                Selected = Selected(set),
                Pods = pods,
                Events = [Event("is forbidden", reason: "FailedCreate", uid: "uid-agent")],
            }
                .Workloads()
                .Single()
                .Symptoms.Select(symptom => symptom.Message)
        );

    private static V1Pod Well(string name)
    {
        var pod = Pod(Running(isReady: true));
        pod.Metadata.Name = name;
        pod.Metadata.OwnerReferences = [new() { Uid = "uid-agent" }];
        return pod;
    }

    private static V1Deployment Deployment(long generation, long observed, string revision) =>
        new()
        {
            Metadata = new()
            {
                Name = "web",
                Uid = "uid-web",
                Generation = generation,
                Annotations = new Dictionary<string, string> { ["deployment.kubernetes.io/revision"] = revision },
            },
            Spec = new() { Replicas = 1, Template = Template() },
            Status = new() { ObservedGeneration = observed },
        };

    private static V1ReplicaSet ReplicaSet(string name, string revision, string owner = "uid-web") =>
        new()
        {
            Metadata = new()
            {
                Name = name,
                Uid = $"uid-{name}",
                Annotations = new Dictionary<string, string> { ["deployment.kubernetes.io/revision"] = revision },
                OwnerReferences = [new() { Uid = owner }],
            },
        };

    private static V1ReplicaSetStatus Failing(string message) =>
        new()
        {
            Conditions =
            [
                new()
                {
                    Type = "ReplicaFailure",
                    Status = "True",
                    Reason = "FailedCreate",
                    Message = message,
                },
            ],
        };

    private static V1Pod Sick(string name, string owner)
    {
        var pod = Pod(Waiting("InvalidImageName"));
        pod.Metadata.Name = name;
        pod.Metadata.OwnerReferences = [new() { Uid = owner }];
        return pod;
    }

    private static V1Pod Labelled(V1Pod pod, string label, string value)
    {
        pod.Metadata.Labels = new Dictionary<string, string> { [label] = value };
        return pod;
    }
}
