using ClusterContracts;
using Drill.Settings;

namespace Drill.Tests.Contracts;

public sealed class EmbeddedJobTests(EmbeddedStage stage) : JobContract(stage), IClassFixture<EmbeddedStage>;

public sealed class EmbeddedWorkloadTests(EmbeddedStage stage) : WorkloadContract(stage), IClassFixture<EmbeddedStage>;

public sealed class EmbeddedObjectTests(EmbeddedStage stage) : ObjectContract(stage), IClassFixture<EmbeddedStage>;

/// <summary>The same on a cluster of a newer version, which streams lists.</summary>
public sealed class NewerEmbeddedObjectTests(NewerStage stage) : ObjectContract(stage), IClassFixture<NewerStage>;

public sealed class NewerStage() : EmbeddedStage(new ClusterVersion(36, 0));
