using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Core.Scripting;
using Cake.Core.Tooling;
using Cake.Frosting.CommandLines;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Hosting;

/// <summary>One run of a host.</summary>
internal sealed class HostRun(IServiceProvider services, HostCommand command)
{
    /// <summary>Does what the command line asks for. Failures go to the log.</summary>
    /// <returns>Whether it succeeded.</returns>
    public bool Execute()
    {
        try
        {
            Dispatch();
            return true;
        }
        catch (Exception exception)
        {
            services.GetRequiredService<ICakeLog>().LogException(exception);
            return false;
        }
    }

    private void Dispatch()
    {
        var console = services.GetRequiredService<IConsole>();
        Action answer = command.Mode switch
        {
            RunMode.Targets => RunTargets<BuildScriptHost<IFrostingContext>>,
            RunMode.Description => RunTargets<DescriptionScriptHost>,
            RunMode.Tree => RunTargets<TreeScriptHost>,
            RunMode.DryRun => RunTargets<DryRunScriptHost<IFrostingContext>>,
            RunMode.About => () => services.GetRequiredService<ICakeInfoFeature>().Run(console),
            RunMode.Version => () => services.GetRequiredService<ICakeVersionFeature>().Run(console),
            RunMode.Help => () => console.WriteLine("{0}", HostHelp.Text),
        };
        answer();
    }

    private void RunTargets<THost>()
        where THost : ScriptHost
    {
        services.GetRequiredService<ICakeLog>().Verbosity = command.Verbosity;
        EnterWorkingDirectory();

        var host = services.GetRequiredService<THost>();
        var tasks = services.GetServices<IFrostingTask>().ToList();
        InstallTools();

        AddToEngine(tasks);
        if (command.Exclusive)
            host.Settings.UseExclusiveTarget();
        host.RunTargets(command.Targets);
    }

    private void EnterWorkingDirectory()
    {
        var environment = services.GetRequiredService<ICakeEnvironment>();
        var chosen = command.WorkingDirectory ?? services.GetService<WorkingDirectory>()?.Path;
        var directory = chosen?.MakeAbsolute(environment) ?? environment.WorkingDirectory;

        if (!services.GetRequiredService<IFileSystem>().Exist(directory))
            throw new FrostingException($"The working directory '{directory.FullPath}' does not exist.");

        environment.WorkingDirectory = directory;
    }

    private void InstallTools()
    {
        // The installer works while its answer is enumerated.
        foreach (var tool in services.GetServices<PackageReference>())
            _ = services.GetRequiredService<IToolInstaller>().Install(tool).ToList();
    }

    private void AddToEngine(IEnumerable<IFrostingTask> tasks)
    {
        var graph = new TaskGraph(
            services.GetRequiredService<ICakeEngine>(),
            services.GetRequiredService<IFrostingContext>(),
            services.GetRequiredService<ICakeLog>()
        );

        foreach (var task in tasks)
            graph.Add(task);
        graph.Add(services.GetService<IFrostingSetup>(), services.GetService<IFrostingTeardown>());
        graph.Add(services.GetService<IFrostingTaskSetup>(), services.GetService<IFrostingTaskTeardown>());
    }
}
