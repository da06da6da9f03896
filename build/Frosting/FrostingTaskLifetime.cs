using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs before and after each task, with Cake's own context.</summary>
public abstract class FrostingTaskLifetime : FrostingTaskLifetime<ICakeContext>;
