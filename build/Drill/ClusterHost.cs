using Drill.Api;
using Drill.Controllers;
using Drill.Engine;
using Drill.Faults;
using Drill.Kubelet;
using Drill.Pages;
using Drill.Settings;
using Microsoft.AspNetCore.Http;

namespace Drill;

/// <summary>Puts one region's cluster together: engine, controllers, kubelet, faults, page and API.</summary>
internal sealed class ClusterHost : IDisposable
{
    private readonly NodeAgent _node;
    private readonly ApplicationPage _page;

    public ClusterHost(EmbeddedRegion region, EmbeddedFleetOptions options)
    {
        Plane = new ControlPlane(region, options);
        Faults = new FaultSet(Plane);
        _node = new NodeAgent(Plane, Faults, Images, Scripts);
        _page = new ApplicationPage(Plane, Faults);
        Faults.Lifted = _node.RevisitAll;
        Faults.BreakStreams = Requests.BreakStreams;
        Plane.Ended = _node.EndLogs;
        IController[] controllers =
        [
            new DeploymentController(Plane),
            new ReplicaSetController(Plane),
            new StatefulSetController(Plane),
            new DaemonSetController(Plane),
            new JobController(Plane),
            new FinishedJobs(Plane),
            new AutoscalerController(Plane),
            new DisruptionController(Plane),
            new GarbageCollector(Plane),
            _node,
        ];
        foreach (var controller in controllers)
            Plane.Store.Listen(controller.Observe);

        Plane.Do(() => ClusterSeed.Plant(Plane));
    }

    public ControlPlane Plane { get; }

    public FaultSet Faults { get; }

    public RequestLog Requests { get; } = new();

    public AccessRules Access { get; } = new();

    public NodeImages Images { get; } = new();

    public ContainerScriptSet Scripts { get; } = new();

    /// <summary>The handler of the API's requests. It lets in clients that have the token.</summary>
    public RequestDelegate Api(string token) =>
        new ApiEndpoint(new ApiServer(Plane, Faults, _node, Requests, Access), token).AnswerAsync;

    /// <summary>Answers a request for the application's page.</summary>
    public Task AnswerPageAsync(HttpContext context) => _page.AnswerAsync(context);

    public void Dispose()
    {
        Plane.Dispose();
        Requests.Dispose();
    }
}
