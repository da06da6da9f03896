namespace Cake.Frosting;

/// <summary>Runs before and after the run.</summary>
public interface IFrostingLifetime : IFrostingSetup, IFrostingTeardown;
