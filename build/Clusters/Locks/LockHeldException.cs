using Foundation.Failures;

namespace Clusters.Locks;

/// <summary>Somebody else holds a region's deploy lock, and the time to wait for it is over.</summary>
/// <param name="region">The region.</param>
/// <param name="held">Who holds it, and since when.</param>
public sealed class LockHeldException(string region, HeldLease? held)
    : ReleaseException(
        $"{region}: the deploy lock is held by {held}",
        $"wait for it with --wait-lock=10m; or ask them, or if nobody is there: ./build.sh --target=Unlock --regions={region}"
    )
{
    /// <inheritdoc/>
    public override string Reason => "LockHeld";
}
