using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;
using Pipeline.Tools.Processes;

namespace Pipeline.Tools;

/// <summary>What a tool needs of the build to be found and started.</summary>
public sealed record ToolHost(
    IFileSystem FileSystem,
    ICakeEnvironment Environment,
    IProcessRunner ProcessRunner,
    IToolLocator Tools,
    ICakeLog Log,
    TimeProvider Time
)
{
    /// <summary>
    /// Takes the services and the clock from a context; its process runner and its locator, too, unless those are
    /// Cake's own.
    /// </summary>
    public static ToolHost Of(ICakeContext context)
    {
        var time = context is ITimedContext timed
            ? timed.Time
            : throw new ArgumentException("a context without a clock has no limits for tools", nameof(context));
        var runner =
            context.ProcessRunner is ProcessRunner
                ? new ToolProcessRunner(context.Environment, context.Log, time)
                : context.ProcessRunner;
        return new(context.FileSystem, context.Environment, runner, LocatorOf(context), context.Log, time);
    }

    /// <summary>Finds tools; never below the working folder, as Cake's own locator does.</summary>
    public static IToolLocator LocatorOf(ICakeContext context) =>
        context.Tools is ToolLocator ? new PathLocator() : context.Tools;
}

/// <summary>A context that has a clock, which tools take for their limits.</summary>
public interface ITimedContext : ICakeContext
{
    /// <summary>The clock.</summary>
    TimeProvider Time { get; }
}
