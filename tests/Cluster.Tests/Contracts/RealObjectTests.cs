using ClusterContracts;

namespace Cluster.Tests.Contracts;

public sealed class RealObjectTests(RealStage stage) : ObjectContract(stage), IClassFixture<RealStage>;
