using System.Text;
using Foundation.Failures;
using k8s;
using Loopback;

namespace Clusters.Tests.Calls;

/// <summary>A proxy of the kubeconfig, on loopback.</summary>
public sealed class ProxyTests
{
    // Nobody listens there: who answers is the proxy.
    private static readonly Uri Server = new("http://127.0.0.1:9");

    [Theory]
    [InlineData("ann:hunter22@", "ann:hunter22")]
    [InlineData("ann:p%40ss%3Aword%20@", "ann:p@ss:word ")]
    [InlineData("ann@", "ann:")]
    public async Task A_proxy_that_asks_for_a_log_in_gets_the_one_of_its_address(string user, string expected)
    {
        await using var proxy = Proxy($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(expected))}");

        using var connection = Connecting.Through(
            Connecting.Kubeconfig(Server, $"proxy-url: 'http://{user}127.0.0.1:{proxy.Port}'")
        );
        await connection.Client.CoreV1.ListNamespacedPodAsync(
            "shop",
            cancellationToken: TestContext.Current.CancellationToken
        );

        proxy.Requests[^1].ShouldStartWith("GET http://127.0.0.1:9/api/v1/");
    }

    [Fact]
    public async Task One_without_a_user_is_given_none_and_what_it_refuses_shows_no_password()
    {
        await using var proxy = Proxy("never");
        foreach (var user in (string[])["", "ann:hunter22@"])
        {
            using var connection = Connecting.Through(
                Connecting.Kubeconfig(Server, $"proxy-url: 'http://{user}127.0.0.1:{proxy.Port}'")
            );

            var failure = await Should.ThrowAsync<ReleaseException>(
                connection.ReadAsync<k8s.Models.V1PodList>("api/v1/pods", TestContext.Current.CancellationToken)
            );

            failure.ToString().ShouldNotContain("hunter22");
        }
    }

    private static LoopbackServer Proxy(string expected) =>
        new(exchange =>
            exchange.Header("Proxy-Authorization") == expected
                ? exchange.JsonAsync("""{"kind":"PodList","items":[]}""")
                : exchange.JsonAsync("{}", 407, "Proxy-Authenticate: Basic realm=\"proxy\"")
        );
}
