using System.Globalization;
using Drill.Kubelet;
using Drill.Storage;

namespace Drill.Faults;

internal sealed class MigrationFails : Fault
{
    public override ContainerProgram? Run(ContainerStart start) =>
        start is { OwnerKind: "Job", IsFirst: true, AsksDatabase: false } ? start.Database.Fail() : null;
}

internal sealed class MigrationHangs : Fault
{
    public override ContainerProgram? Run(ContainerStart start) =>
        start is { OwnerKind: "Job", IsFirst: true, AsksDatabase: false } ? start.Database.Hang() : null;
}

internal sealed class ImageMissing : Fault
{
    public override PullFailure? Pull(string image, int attempt) => PullFailure.ManifestUnknown;
}

internal sealed class ImageFlaky : Fault
{
    private const int FailingAttempts = 2;

    public override PullFailure? Pull(string image, int attempt) =>
        attempt <= FailingAttempts ? PullFailure.RegistryTimeout : null;
}

internal sealed class CrashLoop : Fault
{
    public override ContainerProgram? Run(ContainerStart start) =>
        start is { IsInit: false, OwnerKind: not "Job" }
            ? ContainerProgram.Crashes(
                1,
                $"Starting {start.Container} from {start.Image}",
                "Traceback (most recent call last):",
                "django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty."
            )
            : null;
}

internal sealed class NeverReady : Fault
{
    public override bool KeepsUnready => true;
}

internal sealed class Unschedulable : Fault
{
    public override string? NoNode
    {
        get
        {
            var nodes = Plane.Region.NodeNames.Count;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"0/{nodes} nodes are available: {nodes} Insufficient memory."
            );
        }
    }
}

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
