using Drill.Engine;
using Drill.Faults;
using Drill.Kubelet;

namespace Drill.Api;

/// <summary>The parts of a cluster that its API answers from.</summary>
/// <param name="Plane">The cluster's objects.</param>
/// <param name="Faults">The cluster's faults.</param>
/// <param name="Node">The kubelet. It has the containers' logs.</param>
/// <param name="Requests">The requests that the API was sent so far.</param>
/// <param name="Access">What the region's user may do.</param>
internal sealed record ApiServer(
    ControlPlane Plane,
    FaultSet Faults,
    NodeAgent Node,
    RequestLog Requests,
    AccessRules Access
);
