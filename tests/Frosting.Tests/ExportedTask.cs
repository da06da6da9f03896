using Cake.Frosting;

namespace Frosting.Tests;

/// <summary>The one task that a host finds in this assembly by itself.</summary>
[TaskName("Exported")]
[TaskDescription("Found by being public")]
public sealed class ExportedTask : FrostingTask;
