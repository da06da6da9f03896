using Cake.Cli;
using Cake.Core.Composition;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Frosting.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>How a program configures its <see cref="CakeHost"/>. Each method returns the same host.</summary>
public static class CakeHostExtensions
{
    /// <summary>Lets a class configure the services.</summary>
    /// <typeparam name="TStartup">The class; created at once.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseStartup<TStartup>(this CakeHost host)
        where TStartup : IFrostingStartup, new() => host.ConfigureServices(new TStartup().Configure);

    /// <summary>Sets the context that all tasks share; the last one wins.</summary>
    /// <typeparam name="TContext">The context; a singleton known as <see cref="IFrostingContext"/> only.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseContext<TContext>(this CakeHost host)
        where TContext : class, IFrostingContext => host.Add<IFrostingContext, TContext>();

    /// <summary>Sets what runs before and after the run; the last one wins.</summary>
    /// <typeparam name="TLifetime">The lifetime.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseLifetime<TLifetime>(this CakeHost host)
        where TLifetime : class, IFrostingLifetime =>
        host.Add<IFrostingLifetime, TLifetime>()
            .Forward<IFrostingSetup, IFrostingLifetime>()
            .Forward<IFrostingTeardown, IFrostingLifetime>();

    /// <summary>Sets what runs before the run; the last one wins.</summary>
    /// <typeparam name="TSetup">The setup.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseSetup<TSetup>(this CakeHost host)
        where TSetup : class, IFrostingSetup => host.Add<IFrostingSetup, TSetup>();

    /// <summary>Sets what runs after the run; the last one wins.</summary>
    /// <typeparam name="TTeardown">The teardown.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseTeardown<TTeardown>(this CakeHost host)
        where TTeardown : class, IFrostingTeardown => host.Add<IFrostingTeardown, TTeardown>();

    /// <summary>Sets what runs before and after each task; the last one wins.</summary>
    /// <typeparam name="TLifetime">The lifetime.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseTaskLifetime<TLifetime>(this CakeHost host)
        where TLifetime : class, IFrostingTaskLifetime =>
        host.Add<IFrostingTaskLifetime, TLifetime>()
            .Forward<IFrostingTaskSetup, IFrostingTaskLifetime>()
            .Forward<IFrostingTaskTeardown, IFrostingTaskLifetime>();

    /// <summary>Sets what runs before each task; the last one wins.</summary>
    /// <typeparam name="TSetup">The setup.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseTaskSetup<TSetup>(this CakeHost host)
        where TSetup : class, IFrostingTaskSetup => host.Add<IFrostingTaskSetup, TSetup>();

    /// <summary>Sets what runs after each task; the last one wins.</summary>
    /// <typeparam name="TTeardown">The teardown.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseTaskTeardown<TTeardown>(this CakeHost host)
        where TTeardown : class, IFrostingTaskTeardown => host.Add<IFrostingTaskTeardown, TTeardown>();

    /// <summary>Registers what a Cake module brings.</summary>
    /// <typeparam name="TModule">The module; created at once.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseModule<TModule>(this CakeHost host)
        where TModule : ICakeModule, new() => host.ConfigureServices(services => services.UseModule<TModule>());

    /// <summary>Sets the working directory; <c>--working</c> wins over it.</summary>
    /// <param name="host">The host.</param>
    /// <param name="path">
    /// Absolute, or relative to the directory that the program was started in. It must exist.
    /// </param>
    /// <returns>The same host.</returns>
    public static CakeHost UseWorkingDirectory(this CakeHost host, DirectoryPath path) =>
        host.ConfigureServices(services => services.AddSingleton(new WorkingDirectory(path)));

    /// <summary>Sets a value of Cake's configuration; the environment and arguments win over it.</summary>
    /// <param name="host">The host.</param>
    /// <param name="key">The setting.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseCakeSetting(this CakeHost host, string key, string value) =>
        host.ConfigureServices(services => services.AddSingleton(new ConfigurationSetting(key, value)));

    /// <summary>
    /// Installs a tool before the run. It takes a registered <see cref="IPackageInstaller"/> for its scheme.
    /// </summary>
    /// <param name="host">The host.</param>
    /// <param name="uri">The tool, as in <c>dotnet:?package=name&amp;version=1.0.0</c>.</param>
    /// <returns>The same host.</returns>
    public static CakeHost InstallTool(this CakeHost host, Uri uri) =>
        host.ConfigureServices(services => services.AddSingleton(new PackageReference(uri)));

    /// <summary>Sets the folder that tools are installed to.</summary>
    /// <param name="host">The host.</param>
    /// <param name="path">The folder.</param>
    /// <returns>The same host.</returns>
    public static CakeHost SetToolPath(this CakeHost host, DirectoryPath path) =>
        host.UseCakeSetting("Paths_Tools", path.FullPath);

    private static CakeHost Add<TService, TImplementation>(this CakeHost host)
        where TService : class
        where TImplementation : class, TService =>
        host.ConfigureServices(services => services.AddSingleton<TService, TImplementation>());

    private static CakeHost Forward<TService, TSource>(this CakeHost host)
        where TService : class
        where TSource : class, TService =>
        host.ConfigureServices(services =>
            services.AddSingleton<TService>(provider => provider.GetRequiredService<TSource>())
        );
}
