using ClusterContracts;
using Drill.Settings;

namespace Drill.Tests.Contracts;

public sealed class EmbeddedJobTests(EmbeddedStage stage) : JobContract(stage), IClassFixture<EmbeddedStage>;

public sealed class EmbeddedWorkloadTests(EmbeddedStage stage) : WorkloadContract(stage), IClassFixture<EmbeddedStage>;

public sealed class EmbeddedObjectTests(EmbeddedStage stage) : ObjectContract(stage), IClassFixture<EmbeddedStage>;

/// <summary>The same on a cluster of a newer version, which streams lists.</summary>
public sealed class NewerEmbeddedObjectTests(NewerCluster cluster)
    : ObjectContract(cluster.Stage),
        IClassFixture<NewerCluster>;

public sealed class NewerCluster : IAsyncLifetime
{
    public ClusterStage Stage { get; } = new EmbeddedStage(new ClusterVersion(36, 0));

    public ValueTask InitializeAsync() => Stage.InitializeAsync();

    public ValueTask DisposeAsync() => Stage.DisposeAsync();
}
