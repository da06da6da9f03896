using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Clusters.Credentials;

namespace Clusters.Kubeconfigs;

/// <summary>Reads a kubeconfig's <c>cluster</c>.</summary>
internal sealed class KubeconfigClusterReader
{
    private readonly KubeconfigSection _section;
    private readonly KubeconfigFiles _files;

    public KubeconfigClusterReader(KubeconfigSection section, string? folder)
    {
        _section = section;
        _files = new(section, folder);
        if (section.Flag("insecure-skip-tls-verify"))
            throw section.Wrong(
                "insecure-skip-tls-verify",
                "would let anyone pose as the cluster, so it is refused",
                "put the cluster's authority into certificate-authority-data instead, and tls-server-name if its name differs"
            );

        Server = Address("server", ["https", "http"]) ?? throw section.Wrong("server", "is missing");
        if (Server.Scheme == "http" && !Server.IsLoopback)
            throw section.Wrong("server", "must begin with https://: without it anyone on the way reads the token");

        Proxy = Address("proxy-url", ["http", "https", "socks5"]);
        TlsServerName = section.Text("tls-server-name");
        if (TlsServerName is { } name && Uri.CheckHostName(name) == UriHostNameType.Unknown)
            throw section.Wrong("tls-server-name", "must be the name of a host");
    }

    public Uri Server { get; }

    public Uri? Proxy { get; }

    public string? TlsServerName { get; }

    /// <summary>The pinned authorities, or <see langword="null"/> when the kubeconfig names none.</summary>
    public X509Certificate2Collection? ReadAuthorities()
    {
        const string field = "certificate-authority";
        if (_files.Content(field) is not { } text)
            return null;

        try
        {
            var authorities = PemCertificates.Bundle(text);
            return authorities.Count > 0 ? authorities : throw _section.Wrong(field, "holds no certificate");
        }
        catch (CryptographicException)
        {
            throw _section.Wrong(field, "cannot be read as certificates");
        }
    }

    /// <summary>The cluster as a credential plugin with <c>provideClusterInfo</c> is told of it.</summary>
    public JsonObject ForPlugin()
    {
        var told = new JsonObject { ["server"] = _section.Required("server") };
        if (TlsServerName is not null)
            told["tls-server-name"] = TlsServerName;
        if (_files.Content("certificate-authority") is { } authority)
            told["certificate-authority-data"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(authority));
        if (Proxy is not null)
            told["proxy-url"] = _section.Text("proxy-url");
        if (PluginConfiguration() is { } configuration)
            told["config"] = configuration;
        return told;
    }

    private JsonNode? PluginConfiguration() =>
        _section
            .Sections("extensions")
            .FirstOrDefault(each => each.Text("name") == "client.authentication.k8s.io/exec")
            ?.Json("extension");

    private Uri? Address(string field, string[] schemes)
    {
        if (_section.Text(field) is not { } text)
            return null;

        return
            Uri.TryCreate(text, UriKind.Absolute, out var address)
            && schemes.Contains(address.Scheme)
            && address.Host.Length > 0
            ? address
            : throw _section.Wrong(
                field,
                $"must be an address that begins with {string.Join(" or ", schemes.Select(each => each + "://"))}"
            );
    }
}
