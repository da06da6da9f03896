using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Pipeline.Tools.Processes;

namespace Pipeline.Tools;

/// <summary>Runs tools before there is a Cake context.</summary>
public static class ToolHosts
{
    /// <summary>What tools need, made by hand.</summary>
    public static ToolHost WithoutContext(TimeProvider time)
    {
        var environment = new CakeEnvironment(new CakePlatform(), new CakeRuntime());
        var log = new NullLog();
        var runner = new ToolProcessRunner(environment, log, time);
        return new ToolHost(new FileSystem(), environment, runner, new PathLocator(), log, time);
    }
}
