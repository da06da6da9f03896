using Drill.Kubelet;

namespace Drill.Faults;

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
