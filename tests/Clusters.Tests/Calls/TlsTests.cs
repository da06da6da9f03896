using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Clusters.Calls;
using Clusters.Credentials;
using Foundation.Failures;
using k8s;
using Loopback;
using Scripts;

namespace Clusters.Tests.Calls;

public sealed class TlsTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task A_server_of_the_pinned_authority_is_trusted_by_its_address()
    {
        using var certificate = _authority.Issue();
        await using var server = Version(certificate);

        using var connection = Connecting.Through(Connecting.Kubeconfig(server.Address, Pinned(_authority)));

        (await connection.Client.Version.GetCodeAsync(TestContext.Current.CancellationToken)).GitVersion.ShouldBe(
            "v1.20.2"
        );
    }

    [Fact]
    public async Task A_server_of_another_authority_is_refused()
    {
        using var other = new TestAuthority();
        using var certificate = other.Issue();

        var failure = await RefusalAsync(certificate, Pinned(_authority));

        failure.Message.ShouldContain("is not signed by the kubeconfig's authority");
    }

    [Fact]
    public async Task A_server_of_another_name_is_refused_and_the_error_says_which_name_it_has()
    {
        using var certificate = _authority.Issue("elsewhere.example");

        var failure = await RefusalAsync(certificate, Pinned(_authority));

        failure.Message.ShouldContain("not for '127.0.0.1' but for 'elsewhere.example'");
    }

    [Fact]
    public async Task An_expired_certificate_is_refused()
    {
        using var certificate = _authority.Issue(fromDays: -30, toDays: -1);

        (await RefusalAsync(certificate, Pinned(_authority))).Message.ShouldContain("expired on ");
    }

    [Fact]
    public async Task A_certificate_that_is_not_valid_yet_is_refused()
    {
        using var certificate = _authority.Issue(fromDays: 2);

        (await RefusalAsync(certificate, Pinned(_authority))).Message.ShouldContain("not valid before ");
    }

    [Fact]
    public async Task Without_an_authority_in_the_kubeconfig_a_private_one_is_refused()
    {
        using var certificate = _authority.Issue();

        (await RefusalAsync(certificate, "")).Message.ShouldContain("no authority that this machine trusts");
    }

    [Fact]
    public void A_certificate_that_this_machine_trusts_is_refused_when_another_authority_is_pinned()
    {
        using var publicly = new TestAuthority("public");
        using var certificate = publicly.Issue();
        var trust = new ServerTrust("127.0.0.1", _authority.Collection, TimeProvider.System);

        // No policy error is what the platform reports for a chain to one of its own roots.
        trust
            .Refusal(certificate, null, SslPolicyErrors.None)
            .ShouldNotBeNull()
            .ShouldContain("kubeconfig's authority");
    }

    [Fact]
    public async Task The_tls_server_name_is_what_is_sent_and_what_must_match()
    {
        using var certificate = _authority.Issue("cluster.internal");
        await using var server = Version(certificate);
        var cluster = $"{Pinned(_authority)}, tls-server-name: cluster.internal";

        using var connection = Connecting.Through(Connecting.Kubeconfig(server.Address, cluster));
        await connection.Client.Version.GetCodeAsync(TestContext.Current.CancellationToken);

        // The transport may open a second connection when the first turns out not to speak HTTP/2.
        server.ServerNames.Distinct().ShouldBe(["cluster.internal"]);
    }

    [Fact]
    public async Task With_a_tls_server_name_the_address_itself_no_longer_matches()
    {
        using var certificate = _authority.Issue();

        var failure = await RefusalAsync(certificate, $"{Pinned(_authority)}, tls-server-name: cluster.internal");

        failure.Message.ShouldContain("not for 'cluster.internal' but for '127.0.0.1'");
    }

    [Fact]
    public async Task The_client_certificate_of_the_kubeconfig_is_shown()
    {
        using var certificate = _authority.Issue();
        using var client = _authority.Issue("deployer");
        await using var server = Version(certificate);
        var user =
            $"{{ client-certificate-data: {Base64(client.ExportCertificatePem())}, client-key-data: {Base64(client.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem())} }}";

        using var connection = Connecting.Through(Connecting.Kubeconfig(server.Address, Pinned(_authority), user));
        await connection.Client.Version.GetCodeAsync(TestContext.Current.CancellationToken);

        server.ClientCertificates.Distinct().ShouldBe(["CN=deployer"]);
    }

    [Theory]
    [InlineData("data", 1)]
    [InlineData("data", 2)]
    [InlineData("file", 1)]
    [InlineData("plugin", 1)]
    public async Task What_the_client_certificate_is_signed_with_is_shown_beside_it(string place, int between)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && place == "plugin", "the plugin is a shell script");
        using var certificate = _authority.Issue();
        using var upper = new TestAuthority("upper", _authority);
        using var lower = between == 1 ? null : new TestAuthority("lower", upper);
        using var client = (lower ?? upper).Issue("deployer");
        await using var server = Version(certificate);
        var folder = Directory.CreateTempSubdirectory("tls-");
        try
        {
            // As authorities hand it out: the client's own, then each one's above it, and not the root.
            var user = UserOf(place, client, $"{client.ExportCertificatePem()}\n{lower?.Pem}\n{upper.Pem}\n", folder);

            using var connection = Connecting.Through(
                Connecting.Kubeconfig(server.Address, Pinned(_authority), user, folder.FullName)
            );
            await connection.Client.Version.GetCodeAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        server.ClientCertificates.Distinct().ShouldBe(["CN=deployer"]);
        server.ClientAuthorities.Distinct().ShouldBe(between == 1 ? ["CN=upper"] : ["CN=lower", "CN=upper"]);
    }

    private static string UserOf(string place, X509Certificate2 client, string certificates, DirectoryInfo folder)
    {
        var key = client.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();
        if (place == "data")
            return $"{{ client-certificate-data: {Base64(certificates)}, client-key-data: {Base64(key)} }}";
        File.WriteAllText(Path.Combine(folder.FullName, "certificate"), certificates);
        File.WriteAllText(Path.Combine(folder.FullName, "key"), key);
        if (place == "file")
            return "{ client-certificate: certificate, client-key: key }";
        var answer = new JsonObject
        {
            ["apiVersion"] = ExecPluginSettings.V1,
            ["kind"] = "ExecCredential",
            ["status"] = new JsonObject { ["clientCertificateData"] = certificates, ["clientKeyData"] = key },
        };
        File.WriteAllText(Path.Combine(folder.FullName, "answer"), answer.ToJsonString());
        ScriptFile.Write(Path.Combine(folder.FullName, "plugin"), "#!/bin/sh\ncat \"$(dirname \"$0\")/answer\"\n");
        return $"{{ exec: {{ apiVersion: {ExecPluginSettings.V1}, command: ./plugin }} }}";
    }

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(text));

    private static string Pinned(TestAuthority authority) => $"certificate-authority-data: {authority.Base64}";

    private static LoopbackServer Version(X509Certificate2 certificate) =>
        new(
            exchange =>
                exchange.JsonAsync(
                    """{"major":"1","minor":"20","gitVersion":"v1.20.2","gitCommit":"","gitTreeState":"","buildDate":"","goVersion":"","compiler":"","platform":""}"""
                ),
            certificate
        );

    private static async Task<ReleaseException> RefusalAsync(X509Certificate2 certificate, string cluster)
    {
        await using var server = Version(certificate);
        using var connection = Connecting.Through(
            Connecting.Kubeconfig(server.Address, cluster, "{ token: super-secret }")
        );

        var failure = await Should.ThrowAsync<ReleaseException>(() =>
            connection.Client.Version.GetCodeAsync(TestContext.Current.CancellationToken)
        );

        failure.Message.ShouldStartWith($"uk: {server.Address} ");
        failure.Message.ShouldNotContain("\n");
        failure.NextStep.ShouldNotBeNull();
        failure.ToString().ShouldNotContain("super-secret");
        server.Requests.ShouldBeEmpty();
        return failure;
    }
}
