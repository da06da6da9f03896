using ClusterContracts;

namespace Drill.Tests.Contracts;

public sealed class EmbeddedObjectTests(EmbeddedStage stage) : ObjectContract(stage), IClassFixture<EmbeddedStage>;
