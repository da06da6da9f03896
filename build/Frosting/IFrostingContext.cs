using Cake.Core;

namespace Cake.Frosting;

/// <summary>The context that the tasks of a run share.</summary>
public interface IFrostingContext : ICakeContext;
