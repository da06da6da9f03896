using ClusterContracts;

namespace Cluster.Tests.Contracts;

public sealed class RealJobTests(RealStage stage) : JobContract(stage), IClassFixture<RealStage>;
