using ClusterContracts;

namespace Cluster.Tests.Contracts;

public sealed class RealWorkloadTests(RealStage stage) : WorkloadContract(stage), IClassFixture<RealStage>;
