using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Foundation.Timing;

namespace Clusters.Calls;

/// <summary>
/// Decides whether a server is the one that the kubeconfig means: its chain ends at the kubeconfig's authority and at
/// no other, it is valid now, and its name is the one that was asked for. The client library accepts a wrong name with
/// a private authority and any public certificate beside it, so its check is not used.
/// </summary>
internal sealed class ServerTrust(string expectedName, X509Certificate2Collection? authorities, TimeProvider time)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>The TLS callback: true, or a thrown <see cref="UntrustedServerException"/> that says why not.</summary>
    public bool Check(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        Refusal(certificate, chain, errors) is { } reason ? throw new UntrustedServerException(reason) : true;

    /// <summary>Why the server is refused, or <see langword="null"/> when it is trusted.</summary>
    public string? Refusal(X509Certificate? certificate, X509Chain? presented, SslPolicyErrors errors)
    {
        if (certificate is null)
            return "it showed no certificate";

        using var copy =
            certificate is X509Certificate2
                ? null
                : X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        var leaf = copy ?? (X509Certificate2)certificate;
        return OutOfDate(leaf)
            ?? WrongName(leaf)
            ?? (authorities is null ? Unknown(errors) : NotPinned(leaf, presented));
    }

    private string? OutOfDate(X509Certificate2 leaf)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (now > leaf.NotAfter.ToUniversalTime())
            return $"its certificate expired on {UtcText.ForPeopleToTheMinute(new DateTimeOffset(leaf.NotAfter))}";

        return now < leaf.NotBefore.ToUniversalTime()
            ? $"its certificate is not valid before {UtcText.ForPeopleToTheMinute(new DateTimeOffset(leaf.NotBefore))} (is this machine's clock right?)"
            : null;
    }

    private string? WrongName(X509Certificate2 leaf) =>
        leaf.MatchesHostname(expectedName, allowWildcards: true, allowCommonName: false)
            ? null
            : $"its certificate is not for '{expectedName}' but for {Names(leaf)}";

    private static string? Unknown(SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None
            ? null
            : "its certificate is of no authority that this machine trusts, and the kubeconfig names none";

    private string? NotPinned(X509Certificate2 leaf, X509Chain? presented)
    {
        using var chain = new X509Chain { ChainPolicy = PinnedPolicy(presented) };
        if (chain.Build(leaf) || EndsAtIntermediateAuthority(chain))
            return null;

        var status = chain.ChainStatus.Select(each => each.Status).Aggregate((all, each) => all | each);
        return status.HasFlag(X509ChainStatusFlags.NotTimeValid)
            ? "a certificate between it and the kubeconfig's authority has expired or is not yet valid"
            : $"its certificate is not signed by the kubeconfig's authority ({status})";
    }

    private X509ChainPolicy PinnedPolicy(X509Chain? presented)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTime = time.GetUtcNow().UtcDateTime,
        };
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        policy.CustomTrustStore.AddRange(authorities!);
        if (presented is not null)
            policy.ExtraStore.AddRange(presented.ChainPolicy.ExtraStore);
        return policy;
    }

    // A kubeconfig may pin an intermediate authority without its root, which kubectl accepts and the platform calls
    // partial.
    private bool EndsAtIntermediateAuthority(X509Chain chain) =>
        chain.ChainStatus.All(each => each.Status == X509ChainStatusFlags.PartialChain)
        && chain.ChainElements.Count > 1
        && authorities!.Any(each =>
            each.RawDataMemory.Span.SequenceEqual(chain.ChainElements[^1].Certificate.RawDataMemory.Span)
        );

    private static string Names(X509Certificate2 leaf)
    {
        var names = leaf
            .Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(each =>
                each.EnumerateDnsNames().Concat(each.EnumerateIPAddresses().Select(ip => ip.ToString()))
            )
            .Select(name => $"'{name}'")
            .ToList();
        return names.Count == 0 ? $"'{leaf.Subject}', without any alternative name" : string.Join(", ", names);
    }
}
