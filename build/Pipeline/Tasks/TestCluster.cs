using Cake.Frosting;
using Pipeline.Running;
using Pipeline.Targets;
using Pipeline.Testing;

namespace Pipeline.Tasks;

/// <summary>The tests on a real Docker engine, registry and Kubernetes.</summary>
[TaskName(TargetNames.TestCluster)]
[TaskDescription("Runs the tests on a real Docker engine, registry and Kubernetes, which it starts and stops")]
[Target(Touch.Nothing)]
public sealed class TestCluster : AsyncFrostingTask<ReleaseContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ReleaseContext context) =>
        TestStack.DuringAsync(context, () => new TestRun(context).RunAsync(TestSuite.Cluster));
}
