using k8s;
using Loopback;

namespace Clusters.Tests.Calls;

public sealed class ServerClockTests
{
    private const string NoPods = """{"kind":"PodList","items":[]}""";

    [Theory]
    [InlineData("Sat, 28 Nov 2026 23:00:05 GMT", 2026)]
    [InlineData("Fri, 01 Jan 2010 00:00:05 GMT", 2010)]
    public async Task The_time_is_that_of_the_server_and_not_of_this_machine(string date, int year)
    {
        await using var server = new LoopbackServer(exchange => exchange.JsonAsync(NoPods, 200, $"Date: {date}"));
        using var connection = Connecting.To(server);

        await connection.Client.CoreV1.ListNamespacedPodAsync(
            "default",
            cancellationToken: TestContext.Current.CancellationToken
        );

        connection.Clock.Now.Year.ShouldBe(year);
        connection.Clock.Now.Millisecond.ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Date: yesterday")]
    public async Task Where_no_answer_tells_a_time_it_is_that_of_this_machine(string header)
    {
        await using var server = new LoopbackServer(exchange =>
            header.Length == 0 ? exchange.JsonAsync(NoPods) : exchange.JsonAsync(NoPods, 200, header)
        );
        using var connection = Connecting.To(server);
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-1);

        await connection.Client.CoreV1.ListNamespacedPodAsync(
            "default",
            cancellationToken: TestContext.Current.CancellationToken
        );

        connection.Clock.Now.ShouldBeGreaterThanOrEqualTo(before);
    }
}
