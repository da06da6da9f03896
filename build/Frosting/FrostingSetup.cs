using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs before any task. When it throws, no task runs; teardown still does, with Cake's own context.</summary>
public abstract class FrostingSetup : FrostingSetup<ICakeContext>;
