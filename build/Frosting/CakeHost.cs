using System.Reflection;
using Cake.Core;
using Cake.Frosting.CommandLines;
using Cake.Frosting.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>
/// Runs the tasks of a program. Tasks are the exported types of the entry assembly and of each assembly that was added.
/// </summary>
public sealed class CakeHost
{
    private const int Success = 0;
    private const int Failure = -1;

    private readonly IServiceCollection _services = HostServices.Create();
    private readonly List<Assembly?> _assemblies = [Assembly.GetEntryAssembly()];

    /// <summary>A new host with Cake's own services and the entry assembly.</summary>
    /// <returns>The host.</returns>
    public static CakeHost Create() => new();

    /// <summary>Adds an assembly to look for tasks in.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns>The same host.</returns>
    public CakeHost AddAssembly(Assembly assembly)
    {
        _assemblies.Add(assembly);
        return this;
    }

    /// <summary>Registers services. The last registration of a type wins.</summary>
    /// <param name="services">Called at once, with the services of the host.</param>
    /// <returns>The same host.</returns>
    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        services(_services);
        return this;
    }

    /// <summary>Runs what the arguments ask for.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>0, or -1 after any failure.</returns>
    public int Run(IEnumerable<string> args)
    {
        TaskTypes.Register(_services, _assemblies);

        HostCommand command;
        try
        {
            command = CommandLineParser.Parse(args);
        }
        catch (CommandLineException exception)
        {
            using var console = _services.BuildServiceProvider();
            console.GetRequiredService<IConsole>().WriteErrorLine("Error: {0}", exception.Message);
            return Failure;
        }

        _services.AddSingleton<ICakeArguments>(new CakeArguments(command.Arguments));

        // As in the package, the provider is left to the end of the process: singletons are not disposed.
#pragma warning disable CA2000
        return new HostRun(_services.BuildServiceProvider(), command).Execute() ? Success : Failure;
#pragma warning restore CA2000
    }
}
