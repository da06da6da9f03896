using Drill.Engine;
using Drill.Faults;
using Drill.Kubelet;

namespace Drill.Api;

/// <summary>What the API of one cluster answers from.</summary>
/// <param name="Plane">The cluster's objects.</param>
/// <param name="Faults">What goes wrong in the cluster.</param>
/// <param name="Node">The pods' containers, which have the logs.</param>
/// <param name="Requests">The requests so far.</param>
/// <param name="Access">What the region's user may do.</param>
internal sealed record ApiServer(
    ControlPlane Plane,
    FaultSet Faults,
    NodeAgent Node,
    RequestLog Requests,
    AccessRules Access
);
