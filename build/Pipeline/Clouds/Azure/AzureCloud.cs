using Foundation.Files;
using Foundation.Limits;

namespace Pipeline.Clouds.Azure;

/// <summary>
/// The Azure cloud that az is set to, from az's own files: the public one, a sovereign one, or one that was registered
/// with <c>az cloud register</c>.
/// </summary>
/// <param name="ResourceManager">The address of Azure Resource Manager.</param>
/// <param name="RegistrySuffix">What the hosts of its container registries end with.</param>
public sealed record AzureCloud(Uri ResourceManager, string RegistrySuffix)
{
    /// <summary>Where one logs in, when it is known.</summary>
    public Uri? Authority { get; init; }

    /// <summary>What a token for Azure Resource Manager is asked for with.</summary>
    public string Scope => $"{(Audience ?? ResourceManager.AbsoluteUri).TrimEnd('/')}/.default";

    // A cloud on premises can name its resource manager in another way than by its address.
    private string? Audience { get; init; }

    private const string PublicName = "AzureCloud";

    // Azure CLI, azure/cli/core/cloud.py.
    private static readonly Dictionary<string, AzureCloud> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        [PublicName] = new(new Uri("https://management.azure.com/"), ".azurecr.io")
        {
            Authority = new("https://login.microsoftonline.com/"),
        },
        ["AzureChinaCloud"] = new(new Uri("https://management.chinacloudapi.cn/"), ".azurecr.cn")
        {
            Authority = new("https://login.chinacloudapi.cn/"),
        },
        ["AzureUSGovernment"] = new(new Uri("https://management.usgovcloudapi.net/"), ".azurecr.us")
        {
            Authority = new("https://login.microsoftonline.us/"),
        },
    };

    /// <summary>Finds the active cloud; <see langword="null"/> when its addresses are not known.</summary>
    /// <param name="variable">Gives environment variables.</param>
    /// <param name="home">The user's folder.</param>
    public static AzureCloud? Active(Func<string, string?> variable, string home)
    {
        ArgumentNullException.ThrowIfNull(variable);
        var folder = variable("AZURE_CONFIG_DIR") is { Length: > 0 } set ? set : Path.Combine(home, ".azure");
        var name = variable("AZURE_CLOUD_NAME") is { Length: > 0 } named
            ? named
            : Read(folder, "config").GetValueOrDefault(("cloud", "name"), PublicName);
        return Known.GetValueOrDefault(name) ?? Registered(Read(folder, "clouds.config"), name);
    }

    /// <summary>The known cloud that one logs in to at an address.</summary>
    public static AzureCloud? OfAuthority(string address) =>
        Known.Values.FirstOrDefault(cloud => cloud.Authority!.Host == Address(address)?.Host);

    /// <summary>An address that others stand below; <see langword="null"/> when the text is none.</summary>
    internal static Uri? Address(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? new Uri($"{address.GetLeftPart(UriPartial.Path).TrimEnd('/')}/")
            : null;

    /// <summary>Whether a registry is one of this cloud, so that a login to the cloud may be shown to it.</summary>
    /// <param name="host">The registry's host, with its port if it has one.</param>
    public bool HasRegistry(string host) => host.EndsWith(RegistrySuffix, StringComparison.OrdinalIgnoreCase);

    private static AzureCloud? Registered(Dictionary<(string Section, string Key), string> clouds, string name) =>
        Address(clouds.GetValueOrDefault((name, "endpoint_resource_manager"))) is { } manager
        && clouds.GetValueOrDefault((name, "suffix_acr_login_server_endpoint")) is { Length: > 0 } suffix
            ? new(manager, suffix)
            {
                Authority = Address(clouds.GetValueOrDefault((name, "endpoint_active_directory"))),
                Audience = clouds.GetValueOrDefault((name, "endpoint_active_directory_resource_id")),
            }
            : null;

    // The format of Python's configparser, as far as az writes it.
    private static Dictionary<(string Section, string Key), string> Read(string folder, string file)
    {
        var values = new Dictionary<(string, string), string>();
        var section = "";
        foreach (var line in Text(Path.Combine(folder, file)).Split('\n').Select(line => line.Trim()))
        {
            if (line.StartsWith('[') && line.EndsWith(']'))
                section = line[1..^1];
            else if (!line.StartsWith('#') && !line.StartsWith(';') && line.IndexOf('=') is > 0 and var middle)
                values[(section, line[..middle].Trim())] = line[(middle + 1)..].Trim();
        }
        return values;
    }

    private static string Text(string path)
    {
        try
        {
            return BoundedFile.ReadText(path, InputLimits.TextFile);
        }
        // Without files of its own, az works on the public cloud.
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
