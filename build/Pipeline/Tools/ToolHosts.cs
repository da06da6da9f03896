using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;
using Pipeline.Tools.Processes;

namespace Pipeline.Tools;

/// <summary>Runs tools before there is a Cake context.</summary>
public static class ToolHosts
{
    /// <summary>What tools need, made by hand.</summary>
    public static ToolHost WithoutContext(TimeProvider time)
    {
        var environment = new CakeEnvironment(new CakePlatform(), new CakeRuntime());
        var files = new FileSystem();
        var log = new NullLog();
        var configuration = new CakeConfiguration(new Dictionary<string, string>());
        var strategy = new ToolResolutionStrategy(
            files,
            environment,
            new Globber(files, environment),
            configuration,
            log
        );
        var locator = new ToolLocator(environment, new ToolRepository(environment), strategy);
        return new ToolHost(files, environment, new ToolProcessRunner(environment, log, time), locator, log, time);
    }
}
