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
    /// Takes the services and the clock from a context; its process runner, too, unless that is Cake's own.
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
        return new(context.FileSystem, context.Environment, runner, context.Tools, context.Log, time);
    }
}
