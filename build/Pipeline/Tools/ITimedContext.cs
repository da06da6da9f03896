using Cake.Core;

namespace Pipeline.Tools;

/// <summary>A context that has a clock, which tools take for their limits.</summary>
public interface ITimedContext : ICakeContext
{
    /// <summary>The clock.</summary>
    TimeProvider Time { get; }
}
