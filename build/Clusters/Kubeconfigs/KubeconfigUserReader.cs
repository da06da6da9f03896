using System.Net.Security;
using System.Security.Cryptography;
using Clusters.Credentials;
using Foundation.Processes;
using Foundation.Secrets;
using Foundation.Text;

namespace Clusters.Kubeconfigs;

/// <summary>
/// Reads a kubeconfig's <c>user</c>; ways to log in that cannot be honoured are errors, never silently dropped.
/// </summary>
internal sealed class KubeconfigUserReader(KubeconfigSection section, string? folder)
{
    private readonly KubeconfigFiles _files = new(section, folder);

    public KubeconfigUser Read(KubeconfigClusterReader cluster)
    {
        RefuseUnsupported();
        return new KubeconfigUser
        {
            Token = ReadToken(),
            TokenFile = _files.Located("tokenFile"),
            Certificate = ReadCertificate(),
            Plugin = section.Section("exec") is { } exec ? ReadPlugin(exec, cluster) : null,
        };
    }

    private void RefuseUnsupported()
    {
        if (section.Has("auth-provider"))
            throw section.Wrong(
                "auth-provider",
                "is a way to log in that Kubernetes 1.26 removed",
                "fetch the kubeconfig again with today's az or gcloud: it then holds an exec plugin"
            );
        if (section.Has("username") || section.Has("password"))
            throw section.Wrong("username", "and password are a way to log in that Kubernetes 1.19 removed");

        string[] impersonation = ["as", "as-uid", "as-groups", "as-user-extra"];
        if (impersonation.FirstOrDefault(section.Has) is { } field)
            throw section.Wrong(
                field,
                "(impersonation) is not supported",
                "use a context that logs in as the user that should act"
            );
    }

    private Secret? ReadToken() =>
        section.Text("token") is not { } token ? null
        : HeaderText.CanCarry(token) ? new Secret(token)
        : throw section.Wrong("token", HeaderText.Problem, "fetch the region's credentials anew");

    private SslStreamCertificateContext? ReadCertificate()
    {
        var certificate = _files.Content("client-certificate");
        var key = _files.Content("client-key");
        if (certificate is null && key is null)
            return null;
        if (certificate is null)
            throw section.Wrong("client-certificate", "is missing beside client-key");
        if (key is null)
            throw section.Wrong("client-key", "is missing beside client-certificate");

        // Known from here on to whatever writes.
        if (section.Text("client-key-data") is { } data)
            _ = new Secret(data);
        try
        {
            return PemCertificates.WithKey(certificate, key);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw section.Wrong("client-certificate", "and client-key cannot be read as a certificate with its key");
        }
    }

    private ExecPluginSettings ReadPlugin(KubeconfigSection exec, KubeconfigClusterReader cluster)
    {
        var apiVersion = exec.Required("apiVersion");
        if (apiVersion is not (ExecPluginSettings.V1 or ExecPluginSettings.V1Beta1))
            throw exec.Wrong(
                "apiVersion",
                $"must be {ExecPluginSettings.V1} or {ExecPluginSettings.V1Beta1}",
                "update the plugin and fetch the kubeconfig again"
            );
        if (exec.Text("interactiveMode") is { } mode && mode is not ("Never" or "IfAvailable"))
            throw exec.Wrong("interactiveMode", "must be Never or IfAvailable: a release cannot answer questions");

        return new ExecPluginSettings
        {
            ApiVersion = apiVersion,
            Command = Command(exec),
            Arguments = exec.Texts("args"),
            Environment =
            [
                .. exec.Sections("env").Select(each => Setting(each.Required("name"), each.Text("value") ?? "")),
            ],
            InstallHint = exec.Text("installHint"),
            Cluster = exec.Flag("provideClusterInfo") ? cluster.ForPlugin() : null,
        };
    }

    private static KeyValuePair<string, Secret> Setting(string name, string value) =>
        new(name, ChildEnvironment.LooksSecret(name) ? Secret.Guessed(value, name) : Secret.OfSetting(value));

    // As in client-go: a bare name is looked up in PATH, a relative path starts at the kubeconfig's folder.
    private string Command(KubeconfigSection exec)
    {
        var command = exec.Required("command");
        return command.Contains('/') || command.Contains(Path.DirectorySeparatorChar)
            ? new KubeconfigFiles(exec, folder).Located("command")!
            : command;
    }
}
