using Drill.Engine;
using Drill.Kubelet;
using Drill.Storage;
using Microsoft.AspNetCore.Http;

namespace Drill.Faults;

/// <summary>A fault of a cluster. Each kind overrides the members for what it breaks.</summary>
internal abstract class Fault
{
    /// <summary>The pods that the fault reaches.</summary>
    public required FaultReach Reach { get; init; }

    public required ControlPlane Plane { get; init; }

    /// <summary>Called once under the cluster's lock when the fault is armed.</summary>
    public virtual void Arm() { }

    /// <summary>Called once under the cluster's lock when the fault is lifted.</summary>
    public virtual void Lift() { }

    /// <summary>Answers or breaks the request in place of the API. Null lets the request through.</summary>
    public virtual Func<HttpContext, Task>? Intercept(HttpContext context) => null;

    /// <summary>How long the API waits before it answers a request.</summary>
    public virtual TimeSpan HangsFor(HttpContext context) => TimeSpan.Zero;

    /// <summary>Whether open watches and followed logs break when the fault is armed.</summary>
    public virtual bool BreaksStreams => false;

    /// <summary>The number of events after which a watch breaks. Null for no limit.</summary>
    public virtual int? EventsPerWatch => null;

    /// <summary>The number of lines after which a followed log breaks. Null for no limit.</summary>
    public virtual int? LinesPerLog => null;

    /// <summary>Refuses a request to create or to change an object, by throwing.</summary>
    public virtual void Review(ObjectKey key, bool isNew, WriteOptions options) { }

    /// <summary>Changes a new object, as a webhook does.</summary>
    public virtual void Mutate(Stored created) { }

    /// <summary>Refuses a new pod by throwing.</summary>
    public virtual void Admit(Stored pod) { }

    /// <summary>Why no node takes the pod. Null when a node does.</summary>
    public virtual string? NoNode => null;

    public virtual PullFailure? Pull(string image, int attempt) => null;

    public virtual ContainerProgram? Run(ContainerStart start) => null;

    public virtual bool KeepsUnready => false;

    /// <summary>The version that the page shows in place of the true one. Null for the true one.</summary>
    public virtual string? StalePage => null;
}
