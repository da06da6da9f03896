using Drill.Kubelet;

namespace Drill.Faults;

internal sealed class ImageFlaky : Fault
{
    private const int FailingAttempts = 2;

    public override PullOutcome? Pull(string image, int attempt) =>
        attempt <= FailingAttempts ? PullOutcome.RegistryTimeout : null;
}
