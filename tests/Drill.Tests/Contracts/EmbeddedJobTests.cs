using ClusterContracts;

namespace Drill.Tests.Contracts;

public sealed class EmbeddedJobTests(EmbeddedStage stage) : JobContract(stage), IClassFixture<EmbeddedStage>;
