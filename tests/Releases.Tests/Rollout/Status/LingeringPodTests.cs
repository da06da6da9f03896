using k8s;
using k8s.Models;
using Releases.Rollout.Diagnosis;
using Releases.Rollout.Status;
using static Releases.Tests.Rollout.Status.SelectedWorkloads;

namespace Releases.Tests.Rollout.Status;

/// <summary>A pod that was told to end and is still there, such as on a node that is lost.</summary>
public sealed class LingeringPodTests
{
    private static readonly DateTime End = new(2026, 1, 1, 12, 0, 30, DateTimeKind.Utc);

    [Theory]
    [InlineData("Recreate", true)]
    [InlineData("RollingUpdate", false)]
    public void A_Deployment_waits_for_it_only_where_its_strategy_is_Recreate(string strategy, bool waits)
    {
        var deployment = new V1Deployment
        {
            Metadata = Named("web"),
            Spec = new()
            {
                Strategy = new() { Type = strategy },
                Template = Template(),
            },
            Status = new() { ObservedGeneration = 1 },
        };
        var old = new V1ReplicaSet
        {
            Metadata = Named("web-old"),
            Spec = new() { Template = Template() },
        };
        old.Metadata.OwnerReferences = [new() { Uid = "uid-web" }];

        Reasons(deployment, Ending("uid-web-old"), sets: [old]).ShouldBe(Expected(waits));
    }

    [Fact]
    public void A_StatefulSet_waits_for_it() =>
        Reasons(
                new V1StatefulSet
                {
                    Metadata = Named("web"),
                    Spec = new() { Template = Template() },
                    Status = new() { ObservedGeneration = 1 },
                },
                Ending("uid-web")
            )
            .ShouldBe(Expected(true));

    [Theory]
    [InlineData(null, true)]
    [InlineData("0%", true)]
    [InlineData("1", false)]
    public void A_DaemonSet_waits_for_it_unless_it_may_surge(string? surge, bool waits) =>
        Reasons(Agent(surge), Ending("uid-web")).ShouldBe(Expected(waits));

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(600, true)]
    public void One_look_knows_whether_its_time_is_over(int seconds, bool isOver) =>
        Reasons(Agent(surge: null), Ending("uid-web"), now: End.AddSeconds(seconds)).ShouldBe(Expected(isOver));

    [Fact]
    public void It_is_named_with_its_node_and_what_holds_it_and_has_minutes_beyond_its_own_time()
    {
        var pod = Ending("uid-web");
        pod.Spec = new() { NodeName = "node-7" };
        pod.Metadata.Finalizers = ["example.com/drain", "example.com/log"];

        var symptom = Symptoms(Agent(surge: null), pod).Single();

        symptom.Message.ShouldBe(
            "pod web-1 on node node-7 was told to end and is still there; its successor waits for that; finalizers: example.com/drain, example.com/log"
        );
        symptom.Grace.ShouldBe(TimeSpan.FromSeconds(330));
        (symptom.Pod, symptom.IsSilence).ShouldBe(("web-1", true));
    }

    private static string[] Expected(bool isShown) => isShown ? ["StuckTerminating"] : [];

    private static IEnumerable<string> Reasons(
        IKubernetesObject<V1ObjectMeta> workload,
        V1Pod pod,
        DateTime? now = null,
        params V1ReplicaSet[] sets
    ) => Symptoms(workload, pod, now, sets).Select(symptom => symptom.Reason);

    private static IReadOnlyList<Symptom> Symptoms(
        IKubernetesObject<V1ObjectMeta> workload,
        V1Pod pod,
        DateTime? now = null,
        params V1ReplicaSet[] sets
    ) =>
        new RegionState
        {
            Selected = Selected(workload),
            ReplicaSets = sets,
            Pods = [pod],
            Now = now,
        }
            .Workloads()
            .Single()
            .Symptoms;

    private static V1DaemonSet Agent(string? surge) =>
        new()
        {
            Metadata = Named("web"),
            Spec = new()
            {
                Template = Template(),
                UpdateStrategy = new() { RollingUpdate = surge is null ? null : new() { MaxSurge = surge } },
            },
            Status = new() { ObservedGeneration = 1 },
        };

    private static V1Pod Ending(string owner) =>
        new()
        {
            Metadata = new()
            {
                Name = "web-1",
                Uid = "uid-web-1",
                DeletionTimestamp = End,
                DeletionGracePeriodSeconds = 30,
                OwnerReferences = [new() { Uid = owner }],
            },
            Status = new() { Phase = "Running" },
        };

    private static V1ObjectMeta Named(string name) =>
        new()
        {
            Name = name,
            Uid = $"uid-{name}",
            Generation = 1,
        };
}
