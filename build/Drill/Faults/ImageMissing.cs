using Drill.Kubelet;

namespace Drill.Faults;

internal sealed class ImageMissing : Fault
{
    public override PullOutcome? Pull(string image, int attempt) => PullOutcome.ManifestUnknown;
}
