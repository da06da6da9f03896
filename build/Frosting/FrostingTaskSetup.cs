using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs before each task. When it throws, the task does not run; its teardown still does, with Cake's own context.</summary>
public abstract class FrostingTaskSetup : FrostingTaskSetup<ICakeContext>;
