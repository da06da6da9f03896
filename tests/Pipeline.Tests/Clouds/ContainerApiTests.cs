using Clusters.Kubeconfigs;
using Foundation.Secrets;
using Loopback;
using Pipeline.Clouds;
using Pipeline.Clouds.Google;
using Pipeline.Tools.Google;

namespace Pipeline.Tests.Clouds;

/// <summary>How a cluster of Google's is reached, as its API on loopback tells it.</summary>
public sealed class ContainerApiTests : IAsyncDisposable
{
    private const string Name = "gke-12ab-34.me-central1.gke.goog";
    private const string ByAddress = """ "endpoint":"10.1.2.3","masterAuth":{"clusterCaCertificate":"T1dO"} """;
    private readonly CloudCall _calls = new(TimeProvider.System);
    private readonly LoopbackServer _google;
    private string _answer = "{}";

    public ContainerApiTests() => _google = new LoopbackServer(exchange => exchange.JsonAsync(_answer));

    public async ValueTask DisposeAsync()
    {
        await _google.DisposeAsync();
        _calls.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData(""", "controlPlaneEndpointsConfig":{"dnsEndpointConfig":{"endpoint":"$NAME"}}""")]
    [InlineData(
        """, "controlPlaneEndpointsConfig":{"dnsEndpointConfig":{"endpoint":"$NAME"},"ipEndpointsConfig":{"enabled":true}}"""
    )]
    public async Task A_cluster_with_an_address_is_reached_by_it_and_known_by_its_own_authority(string more)
    {
        _answer = $"{{{ByAddress}{more.Replace("$NAME", Name, StringComparison.Ordinal)}}}";

        var kubeconfig = await KubeconfigAsync();

        kubeconfig.ShouldContain("https://10.1.2.3");
        kubeconfig.ShouldContain("\"certificate-authority-data\": \"T1dO\"");
        kubeconfig.ShouldNotContain(Name);
    }

    [Fact]
    public async Task One_that_no_address_leads_to_is_reached_by_its_name_whose_certificate_everybody_knows()
    {
        _answer = $$"""
            { {{ByAddress}},
              "controlPlaneEndpointsConfig":
              {
                "dnsEndpointConfig": { "endpoint": "{{Name}}", "allowExternalTraffic": true },
                "ipEndpointsConfig": { "enabled": false }
              }
            }
            """;

        var kubeconfig = await KubeconfigAsync();

        kubeconfig.ShouldNotContain("certificate-authority-data");
        kubeconfig.ShouldNotContain("10.1.2.3");
        var read = Kubeconfig.Parse(kubeconfig, "the answer");
        var endpoint = read.Select(read.CurrentContext.ShouldNotBeNull());
        endpoint.Server.ShouldBe(new Uri($"https://{Name}"));
        endpoint.AuthorityNames.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"masterAuth":{"clusterCaCertificate":"T1dO"}}""")]
    [InlineData("""{"endpoint":"10.1.2.3"}""")]
    [InlineData(
        """{"endpoint":"10.1.2.3","masterAuth":{"clusterCaCertificate":"T1dO"},"controlPlaneEndpointsConfig":{"ipEndpointsConfig":{"enabled":false}}}"""
    )]
    [InlineData(
        """{"controlPlaneEndpointsConfig":{"dnsEndpointConfig":{"endpoint":"a/b@c"},"ipEndpointsConfig":{"enabled":false}}}"""
    )]
    public async Task One_that_neither_leads_to_is_told(string answer)
    {
        _answer = answer;

        var failure = await Should.ThrowAsync<UnexpectedAnswerException>(KubeconfigAsync());

        failure.Message.ShouldBe("127.0.0.1 gave no address and certificate of the cluster");
    }

    private Task<string> KubeconfigAsync() =>
        new ContainerApi(_calls).KubeconfigAsync(
            new GkeCluster("qatar", "me-central1", "meg-qatar"),
            _google.Address,
            new Secret("ya29.token"),
            TestContext.Current.CancellationToken
        );
}
