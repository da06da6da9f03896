using Cake.Cli;
using Cake.Common.Modules;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.Modules;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Cake.Frosting.Hosting;

/// <summary>The services of a host before the program adds its own.</summary>
internal static class HostServices
{
    public static IServiceCollection Create()
    {
        var services = new ServiceCollection();

        services.UseModule<CoreModule>();
        services.UseModule<CommonModule>();

        services.AddSingleton<IConsole, CakeConsole>();
        services.AddSingleton(_ => AnsiConsole.Console);
        services.AddSingleton<ICakeLog>(provider => new CakeBuildLog(provider.GetRequiredService<IConsole>()));
        services.AddSingleton<ICakeReportPrinter, CakeReportPrinter>();
        services.AddSingleton<ICakeConfiguration, FrostingConfiguration>();
        services.AddSingleton<IFrostingContext, FrostingContext>();

        services.AddSingleton<BuildScriptHost<IFrostingContext>>();
        services.AddSingleton<DryRunScriptHost<IFrostingContext>>();
        services.AddSingleton<TreeScriptHost>();
        services.AddSingleton<DescriptionScriptHost>();

        services.AddSingleton<IVersionResolver, VersionResolver>();
        services.AddSingleton<ICakeVersionFeature, VersionFeature>();
        services.AddSingleton<ICakeInfoFeature, InfoFeature>();
        return services;
    }
}
