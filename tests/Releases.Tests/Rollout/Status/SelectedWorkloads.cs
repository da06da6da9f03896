using k8s;
using k8s.Models;
using Releases.Fleets;
using Releases.Workloads;
using static Releases.Tests.Rollout.Diagnosis.SickPods;

namespace Releases.Tests.Rollout.Status;

/// <summary>Workloads as a region's rules select them.</summary>
internal static class SelectedWorkloads
{
    public static WorkloadObject[] Selected(params IKubernetesObject<V1ObjectMeta>[] objects) =>
        [
            .. objects.Select(each =>
                WorkloadType.Of(Enum.Parse<WorkloadKind>(each.Kind ?? each.GetType().Name[2..])).Read(each)
            ),
        ];

    public static V1PodTemplateSpec Template() =>
        new() { Spec = new() { Containers = [new() { Name = "web", Image = Image }] } };
}
