using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Clusters.Kubeconfigs;
using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Runs;

/// <summary>What is a cluster of a drill, and what only looks like one.</summary>
public sealed class DrilledClusterTests
{
    [Theory]
    [InlineData("https://127.0.0.1:6443", "CN=drill-ca", true)]
    [InlineData("https://localhost:6443", "CN=drill-ca", true)]
    [InlineData("https://127.0.0.1:6443", "CN=kubernetes", false)]
    [InlineData("https://10.0.0.1:6443", "CN=drill-ca", false)]
    [InlineData("https://drill.example.com", "CN=drill-ca", false)]
    [InlineData("https://127.0.0.1:6443", null, false)]
    public async Task A_cluster_is_a_drills_by_its_authority_on_this_machine(string server, string? name, bool isDrill)
    {
        using var folder = new TemporaryFolder();
        var authority = name is null ? "" : $", certificate-authority-data: {Authority(name)}";
        await File.WriteAllTextAsync(
            folder["kubeconfig"],
            $$"""
            apiVersion: v1
            kind: Config
            clusters: [{ name: drill, cluster: { server: "{{server}}"{{authority}} } }]
            users: [{ name: drill, user: { token: t } }]
            contexts: [{ name: drill, context: { cluster: drill, user: drill } }]
            """,
            TestContext.Current.CancellationToken
        );

        DrilledCluster.Is(Kubeconfig.Read(folder["kubeconfig"]).Select("drill")).ShouldBe(isDrill);
    }

    private static string Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var authority = new CertificateRequest(name, key, HashAlgorithmName.SHA256).CreateSelfSigned(
            now.AddHours(-1),
            now.AddHours(1)
        );
        return Convert.ToBase64String(Encoding.ASCII.GetBytes(authority.ExportCertificatePem()));
    }
}
