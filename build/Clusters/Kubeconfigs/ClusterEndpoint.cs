using System.Security.Cryptography.X509Certificates;
using Clusters.Credentials;

namespace Clusters.Kubeconfigs;

/// <summary>One context of a kubeconfig, read and checked: where the server is, how it is known, who calls.</summary>
public sealed class ClusterEndpoint
{
    internal ClusterEndpoint() { }

    /// <summary>The context's name, or the server's address when there is no kubeconfig.</summary>
    public required string Context { get; init; }

    /// <summary>The API server's address.</summary>
    public required Uri Server { get; init; }

    /// <summary>The context's own namespace, or <see langword="null"/>.</summary>
    public string? Namespace { get; init; }

    /// <summary>The name that the server's certificate must carry instead of the address's host.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>The only authorities that are trusted, or <see langword="null"/> for those of this machine.</summary>
    internal X509Certificate2Collection? Authorities { get; init; }

    /// <summary>The names of the only authorities that are trusted; none where those of this machine are.</summary>
    public IReadOnlyList<string> AuthorityNames => [.. (Authorities ?? []).Select(authority => authority.Subject)];

    internal Uri? Proxy { get; init; }

    internal KubeconfigUser User { get; init; } = KubeconfigUser.Anonymous;

    /// <summary>The same endpoint, called with the tokens of an account instead of the kubeconfig's own user.</summary>
    public ClusterEndpoint With(AccountTokens tokens) => With(new KubeconfigUser { Tokens = tokens });

    /// <summary>The same endpoint, whose plugin, where it has one, does not inherit some variables.</summary>
    /// <param name="variables">Their names.</param>
    public ClusterEndpoint WithoutVariables(IReadOnlyList<string> variables) => With(User.WithoutVariables(variables));

    private ClusterEndpoint With(KubeconfigUser user) =>
        new()
        {
            Context = Context,
            Server = Server,
            Namespace = Namespace,
            TlsServerName = TlsServerName,
            Authorities = Authorities,
            Proxy = Proxy,
            User = user,
        };

    /// <inheritdoc/>
    public override string ToString() => $"{Context} ({Server})";
}
