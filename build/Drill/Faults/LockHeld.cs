using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Registry;
using Drill.Storage;

namespace Drill.Faults;

internal sealed class LockHeld : Fault
{
    private const int LeaseSeconds = 15;
    private const string Holder = "someone-else@laptop";

    private bool _lifted;

    public override void Arm()
    {
        if (Plane.Store.Get(Key) is null)
            Plane.Objects.Create(Key.Kind, Key.Namespace, NewLease(), WriteOptions.Internal);

        Renew();
    }

    public override void Lift()
    {
        _lifted = true;
        if (Plane.Store.Get(Key) is not null)
            Plane.Objects.Delete(Key, new DeleteOptions());
    }

    private ObjectKey Key =>
        new(Plane.Kinds["coordination.k8s.io", "Lease"], Plane.Region.Namespace, Plane.Options.LockName);

    /// <summary>
    /// Renews three times per lease. Clients measure a lease on their own clocks, so real seconds count and not the
    /// cluster's.
    /// </summary>
    private void Renew()
    {
        if (_lifted || Plane.Store.Get(Key) is null)
            return;

        Plane.Objects.Update(
            Key,
            WriteOptions.Internal,
            json =>
            {
                var spec = json.Ensure("spec");
                spec["holderIdentity"] = Holder;
                spec["leaseDurationSeconds"] = LeaseSeconds;
                spec.Default("acquireTime", Plane.Now.ToMicroseconds());
                spec["renewTime"] = Plane.Now.ToMicroseconds();
                return json;
            }
        );
        Plane.After(TimeSpan.FromSeconds(LeaseSeconds / 3.0), Renew);
    }

    private JsonObject NewLease() => new() { ["metadata"] = new JsonObject { ["name"] = Plane.Options.LockName } };
}
