using Cake.Core;

namespace Cake.Frosting;

/// <summary>The context that the tasks of a run share.</summary>
public interface IFrostingContext : ICakeContext;

/// <summary>
/// The context of a run, built once. Derive from it to give tasks data and services; the constructor also runs for
/// <c>--tree</c> and <c>--description</c>, so it does no I/O.
/// </summary>
public class FrostingContext : CakeContextAdapter, IFrostingContext
{
    /// <summary>Wraps Cake's own context.</summary>
    /// <param name="context">Cake's own context.</param>
    public FrostingContext(ICakeContext context)
        : base(context) { }
}
