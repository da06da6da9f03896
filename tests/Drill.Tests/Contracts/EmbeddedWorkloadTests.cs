using ClusterContracts;

namespace Drill.Tests.Contracts;

public sealed class EmbeddedWorkloadTests(EmbeddedStage stage) : WorkloadContract(stage), IClassFixture<EmbeddedStage>;
