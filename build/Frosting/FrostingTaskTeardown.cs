using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs after each task, failed or skipped as well, with Cake's own context.</summary>
public abstract class FrostingTaskTeardown : FrostingTaskTeardown<ICakeContext>;
