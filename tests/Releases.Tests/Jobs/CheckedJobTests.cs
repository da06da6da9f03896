using System.Text.Json.Nodes;
using Clusters.Calls;
using Loopback;
using Releases.Jobs;

namespace Releases.Tests.Jobs;

/// <summary>A server that is asked whether it would create a Job.</summary>
public sealed class CheckedJobTests
{
    [Theory]
    [InlineData(201, "")]
    [InlineData(409, "jobs.batch \\\"migration\\\" already exists")]
    [InlineData(400, "admission webhook \\\"policy.example.com\\\" does not support dry run")]
    [InlineData(403, "jobs.batch \\\"migration\\\" is forbidden: exceeded quota: small, used: count/jobs.batch=1")]
    public async Task It_takes_a_Job_or_cannot_tell(int status, string words)
    {
        var asked = "";
        await using var server = new LoopbackServer(exchange =>
        {
            asked = exchange.Path;
            return exchange.JsonAsync($$"""{"message":"{{words}}"}""", status);
        });

        await CheckAsync(server);

        asked.ShouldContain("dryRun=All");
        asked.ShouldContain("fieldValidation=Strict");
    }

    [Theory]
    [InlineData(400, "strict decoding error: unknown field \\\"spec.backOffLimit\\\"", "correct the field")]
    [InlineData(403, "admission webhook \\\"policy.example.com\\\" denied the request: no", "a policy of the cluster")]
    [InlineData(
        403,
        "jobs.batch \\\"migration\\\" is forbidden: ValidatingAdmissionPolicy 'no-root' with binding 'all' denied request: no",
        "a policy of the cluster"
    )]
    [InlineData(422, "Job.batch \\\"migration\\\" is invalid", null)]
    [InlineData(500, "failed calling webhook \\\"x\\\": connection refused", "bring the webhook's pods back")]
    public async Task It_refuses_a_Job(int status, string words, string? next)
    {
        await using var server = new LoopbackServer(exchange =>
            exchange.JsonAsync($$"""{"message":"{{words}}"}""", status)
        );

        var refusal = await Should.ThrowAsync<ApiRefusalException>(CheckAsync(server));

        refusal.Message.ShouldStartWith($"uk: checking Job migration: {status} {words.Replace("\\", "")}");
        (refusal.NextStep ?? "").ShouldStartWith(next ?? "");
    }

    private static async Task CheckAsync(LoopbackServer server)
    {
        using var cluster = new RegionCluster("uk", "shop", Connecting.To(server), "kubectl");
        await new MigrationJobs(cluster, "migration").CheckAsync(
            new JsonObject { ["kind"] = "Job" },
            TestContext.Current.CancellationToken
        );
    }
}
