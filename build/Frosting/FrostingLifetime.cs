using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs before and after the run, with Cake's own context.</summary>
public abstract class FrostingLifetime : FrostingLifetime<ICakeContext>;
