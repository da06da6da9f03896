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
internal sealed class HostRun(IServiceProvider services, CommandLine commandLine)
{
    /// <summary>Does what the command line asks for; failures go to the log.</summary>
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
        switch (commandLine.Mode)
        {
            case RunMode.Help:
                services.GetRequiredService<IConsole>().WriteLine("{0}", Usage.Text);
                break;
            case RunMode.Version:
                services.GetRequiredService<ICakeVersionFeature>().Run(services.GetRequiredService<IConsole>());
                break;
            case RunMode.About:
                services.GetRequiredService<ICakeInfoFeature>().Run(services.GetRequiredService<IConsole>());
                break;
            default:
                RunTargets();
                break;
        }
    }

    private void RunTargets()
    {
        services.GetRequiredService<ICakeLog>().Verbosity = commandLine.Verbosity;
        EnterWorkingDirectory();

        var host = CreateScriptHost();
        var tasks = services.GetServices<IFrostingTask>().ToList();
        InstallTools();

        AddToEngine(tasks);
        if (commandLine.Exclusive)
            host.Settings.UseExclusiveTarget();
        host.RunTargets(commandLine.Targets);
    }

    private void EnterWorkingDirectory()
    {
        var environment = services.GetRequiredService<ICakeEnvironment>();
        var chosen = commandLine.WorkingDirectory ?? services.GetService<WorkingDirectory>()?.Path;
        var directory = chosen?.MakeAbsolute(environment) ?? environment.WorkingDirectory;

        if (!services.GetRequiredService<IFileSystem>().Exist(directory))
            throw new FrostingException($"The working directory '{directory.FullPath}' does not exist.");

        environment.WorkingDirectory = directory;
    }

    private ScriptHost CreateScriptHost() =>
        commandLine.Mode switch
        {
            RunMode.DryRun => services.GetRequiredService<DryRunScriptHost<IFrostingContext>>(),
            RunMode.Tree => services.GetRequiredService<TreeScriptHost>(),
            RunMode.Description => services.GetRequiredService<DescriptionScriptHost>(),
            _ => services.GetRequiredService<BuildScriptHost<IFrostingContext>>(),
        };

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
