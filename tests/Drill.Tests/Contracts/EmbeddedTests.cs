using ClusterContracts;

namespace Drill.Tests.Contracts;

public sealed class EmbeddedJobTests(EmbeddedStage stage) : JobContract(stage), IClassFixture<EmbeddedStage>;

public sealed class EmbeddedWorkloadTests(EmbeddedStage stage) : WorkloadContract(stage), IClassFixture<EmbeddedStage>;

public sealed class EmbeddedObjectTests(EmbeddedStage stage) : ObjectContract(stage), IClassFixture<EmbeddedStage>;
