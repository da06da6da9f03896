using Foundation.Failures;
using Loopback;

namespace Clusters.Tests.Calls;

public sealed class ServedApisTests
{
    [Theory]
    [InlineData("v1", 1)]
    [InlineData("v1beta1", 2)]
    public async Task CronJobs_are_looked_up_where_the_server_has_them_and_only_once(string version, int requests)
    {
        await using var server = new LoopbackServer(exchange =>
            exchange.JsonAsync(
                $$"""{"kind":"APIResourceList","groupVersion":"x","resources":[{"name":"{{(exchange.Path.EndsWith($"/{version}", StringComparison.Ordinal) ? "cronjobs" : "jobs")}}","kind":"K","namespaced":true,"singularName":"","verbs":[]}]}"""
            )
        );
        using var connection = Connecting.To(server);

        (await connection.Apis.CronJobVersionAsync(TestContext.Current.CancellationToken)).ShouldBe(version);
        (await connection.Apis.CronJobsAsync("shop", TestContext.Current.CancellationToken)).Path.ShouldBe(
            $"apis/batch/{version}/namespaces/shop/cronjobs"
        );

        server.Requests.Count.ShouldBe(requests);
    }

    [Fact]
    public async Task A_cluster_without_CronJobs_is_an_error_in_one_line()
    {
        await using var server = new LoopbackServer(exchange => exchange.JsonAsync("{}", 404));
        using var connection = Connecting.To(server);

        var failure = await Should.ThrowAsync<ReleaseException>(() =>
            connection.Apis.CronJobVersionAsync(TestContext.Current.CancellationToken)
        );

        failure.Message.ShouldStartWith("uk: the cluster serves CronJobs neither");
    }
}
