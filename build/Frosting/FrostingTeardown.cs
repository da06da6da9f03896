using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs after all tasks, whatever happened, with Cake's own context.</summary>
public abstract class FrostingTeardown : FrostingTeardown<ICakeContext>;
