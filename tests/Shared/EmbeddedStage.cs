using Drill;
using Drill.Kubelet;
using Drill.Settings;

namespace ClusterContracts;

/// <summary>An embedded cluster that answers as a real one of its version does.</summary>
public sealed class EmbeddedStage : ClusterStage
{
    private readonly ClusterVersion _version;
    private EmbeddedFleet? _fleet;

    public EmbeddedStage()
        : this(ClusterVersion.OfTheRealStack) { }

    internal EmbeddedStage(ClusterVersion version)
    {
        _version = version;
        Namespace = "contract";
    }

    /// <summary>How kubectl finds it, in its context <c>all</c>.</summary>
    internal string Kubeconfig => _fleet!.Kubeconfig;

    public override async ValueTask InitializeAsync()
    {
        _fleet = await EmbeddedFleet.StartAsync(
            new EmbeddedFleetOptions
            {
                Regions = [RegionNamed("all"), RegionNamed("restricted")],
                TimeProvider = TimeProvider.System,
                Pace = Pace.Swift,
            },
            TestContext.Current.CancellationToken
        );
        var cluster = _fleet["all"];
        cluster.ImageExists = image => !image.EndsWith(":missing", StringComparison.Ordinal);
        cluster.MigrationScript = cluster.ServiceScript = ProgramOf;
        foreach (var verb in new[] { "create", "update", "patch", "delete" })
            _fleet["restricted"].Access.Deny(verb, "*");
        Api = Client(_fleet.Kubeconfig, "all");
        Restricted = Client(_fleet.Kubeconfig, "restricted");
    }

    public override string Image(string tag) => $"registry.example/contract:{tag}";

    public override async ValueTask DisposeAsync()
    {
        Api.Dispose();
        Restricted.Dispose();
        if (_fleet is not null)
            await _fleet.DisposeAsync();
    }

    private EmbeddedRegion RegionNamed(string name) => new(name) { Namespace = Namespace, Version = _version };

    private static ContainerProgram ProgramOf(ContainerStart start) =>
        start.Container switch
        {
            Ending => ContainerProgram.Exits(0, "one", "two", "three"),
            Failing => ContainerProgram.Exits(1, "one", "two"),
            _ => ContainerProgram.Serves("one", "two"),
        };
}
