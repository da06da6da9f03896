using Drill.Storage;

namespace Drill.Faults;

internal sealed class QuotaExceeded : Fault
{
    public override void Admit(Stored pod)
    {
        var used = Plane.Store.List(pod.Kind, pod.Namespace).Count();
        throw ApiFailure.Forbidden(
            pod.Kind,
            pod.Name,
            $"exceeded quota: drill, requested: pods=1, used: pods={used}, limited: pods={used}"
        );
    }
}
