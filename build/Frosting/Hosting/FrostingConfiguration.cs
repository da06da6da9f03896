using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.IO;

namespace Cake.Frosting.Hosting;

/// <summary>Cake's configuration: the program's settings, then the file, the environment, the arguments.</summary>
internal sealed class FrostingConfiguration : ICakeConfiguration
{
    private readonly ICakeConfiguration _configuration;

    public FrostingConfiguration(
        IEnumerable<ConfigurationSetting> settings,
        IFileSystem fileSystem,
        ICakeEnvironment environment,
        ICakeArguments arguments
    )
    {
        var defaults = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in settings)
            defaults[setting.Key] = setting.Value;

        var overrides = arguments
            .GetArguments()
            .ToDictionary(
                argument => argument.Key,
                argument => argument.Value.FirstOrDefault() ?? string.Empty,
                StringComparer.OrdinalIgnoreCase
            );

        _configuration = new CakeConfigurationProvider(fileSystem, environment).CreateConfiguration(
            environment.WorkingDirectory,
            defaults,
            overrides
        );
    }

    public string GetValue(string key) => _configuration.GetValue(key);
}
