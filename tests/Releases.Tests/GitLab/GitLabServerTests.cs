using Foundation.Limits;
using Foundation.Secrets;
using Foundation.Text;
using Loopback;
using Microsoft.Extensions.Time.Testing;
using Releases.GitLab;

namespace Releases.Tests.GitLab;

public sealed class GitLabServerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(401, """{"message":"401 Unauthorized"}""", "401 401 Unauthorized", "has expired")]
    [InlineData(403, """{"error":"insufficient_scope"}""", "403 insufficient_scope", "scope api")]
    [InlineData(
        404,
        """{"message":"404 Project Not Found"}""",
        "404 404 Project Not Found",
        "GITLAB_PROJECT is team/app"
    )]
    [InlineData(
        405,
        """{"message":"405 Non GET methods are not allowed for moved projects"}""",
        "405 405 Non GET methods are not allowed for moved projects",
        "the project or the server has moved"
    )]
    [InlineData(302, "<html>", "302 Found", "a login page stands before it")]
    [InlineData(400, """{"message":{"ref":["is missing"]}}""", """400 {"ref":["is missing"]}""", null)]
    [InlineData(502, "<html>", "502 BadGateway", null)]
    [InlineData(500, "[]", "500 InternalServerError", null)]
    public async Task A_refusal_says_what_GitLab_said_and_what_helps(int status, string body, string said, string? help)
    {
        await using var loopback = new LoopbackServer(exchange => exchange.JsonAsync(body, status));
        using var server = ServerAt(loopback);

        var failure = await Should.ThrowAsync<GitLabException>(() => server.JobsOfAsync("1.2.3", Cancelled));

        failure.Message.ShouldBe($"127.0.0.1: GET pipelines: {said}");
        if (help is null)
            failure.NextStep.ShouldBeNull();
        else
            failure.NextStep.ShouldNotBeNull().ShouldContain(help);
    }

    [Fact]
    public async Task A_connection_that_is_not_trusted_says_what_helps_against_that()
    {
        await using var plain = new LoopbackServer(exchange => exchange.JsonAsync("[]"));
        var secure = new UriBuilder(plain.Address) { Scheme = "https", Path = "api/v4/" }.Uri;
        using var server = new GitLabServer(new(secure, "team/app", new Secret("token")), TimeProvider.System);

        var failure = await Should.ThrowAsync<GitLabException>(() => server.JobsOfAsync("1.2.3", Cancelled));

        failure.Message.ShouldStartWith("127.0.0.1: GET pipelines: the TLS handshake failed");
        failure.NextStep.ShouldBe("see what answers there: a proxy or a firewall may do so in its place");
    }

    [Fact]
    public async Task Every_page_of_a_list_is_read()
    {
        await using var loopback = new LoopbackServer(exchange =>
            exchange.JsonAsync(
                exchange.Path switch
                {
                    "/api/v4/projects/team%2Fapp/pipelines?ref=a%26b&per_page=100&page=1" => """[{"id":5}]""",
                    "/api/v4/projects/team%2Fapp/pipelines/5/jobs?per_page=100&page=1" => Jobs(1, 100),
                    "/api/v4/projects/team%2Fapp/pipelines/5/jobs?per_page=100&page=2" => Jobs(101, 3),
                    "/api/v4/projects/team%2Fapp/pipelines/5/bridges?per_page=100&page=1" => "[]",
                    _ => "{}",
                }
            )
        );
        using var server = ServerAt(loopback);

        var jobs = await server.JobsOfAsync("a&b", Cancelled);

        jobs.Select(job => job.Id).ShouldBe(Enumerable.Range(1, 103).Select(id => (long)id));
    }

    // GitLab documentation, "Jobs API", "List pipeline trigger jobs": null until the pipeline is made.
    [Fact]
    public async Task Jobs_of_pipelines_that_a_pipeline_has_started_are_its_own()
    {
        const string triggers = """
            [
              {"id":8,"name":"deploy","status":"running","downstream_pipeline":{"id":6,"project_id":1,"status":"running"}},
              {"id":7,"name":"elsewhere","status":"running","downstream_pipeline":{"id":60,"project_id":2}},
              {"id":9,"name":"other","status":"created","downstream_pipeline":null}
            ]
            """;
        await using var loopback = new LoopbackServer(exchange =>
            exchange.JsonAsync(
                exchange.Path switch
                {
                    "/api/v4/projects/team%2Fapp/pipelines?ref=1.2.3&per_page=100&page=1" =>
                        """[{"id":5,"project_id":1}]""",
                    "/api/v4/projects/team%2Fapp/pipelines/5/jobs?per_page=100&page=1" => Jobs(1, 2),
                    "/api/v4/projects/team%2Fapp/pipelines/5/bridges?per_page=100&page=1" => triggers,
                    "/api/v4/projects/team%2Fapp/pipelines/6/jobs?per_page=100&page=1" => Jobs(3, 2),
                    _ => "{}",
                }
            )
        );
        using var server = ServerAt(loopback);

        (await server.JobsOfAsync("1.2.3", Cancelled)).Select(job => job.Id).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_with_the_token()
    {
        var elsewhere = 0;
        await using var other = new LoopbackServer(exchange =>
        {
            elsewhere++;
            return exchange.JsonAsync("[]");
        });
        await using var loopback = new LoopbackServer(exchange =>
            exchange.JsonAsync("", 302, $"Location: {other.Address}")
        );
        using var server = ServerAt(loopback);

        await Should.ThrowAsync<GitLabException>(() => server.JobsOfAsync("1.2.3", Cancelled));

        elsewhere.ShouldBe(0);
    }

    [Fact]
    public async Task What_is_no_answer_of_the_API_is_said_so()
    {
        await using var loopback = new LoopbackServer(exchange => exchange.JsonAsync("<html>sign in</html>"));
        using var server = ServerAt(loopback);

        var failure = await Should.ThrowAsync<GitLabException>(() => server.JobsOfAsync("1.2.3", Cancelled));

        failure.Message.ShouldStartWith("127.0.0.1: GET pipelines: not an answer of GitLab's API");
        failure.NextStep.ShouldNotBeNull().ShouldStartWith("GITLAB_URL leads to http://127.0.0.1:");
    }

    [Fact]
    public async Task An_answer_without_an_end_is_left_at_the_limit()
    {
        await using var loopback = new LoopbackServer(async exchange =>
        {
            await exchange.BeginStreamAsync();
            for (var sent = 0; sent <= InputLimits.WebAnswer >> 20; sent++)
                await exchange.ChunkAsync(new string(' ', 1 << 20));
        });
        using var server = ServerAt(loopback);

        var failure = await Should.ThrowAsync<GitLabException>(() => server.JobsOfAsync("1.2.3", Cancelled));

        failure.Message.ShouldBe("127.0.0.1: GET pipelines: the answer is larger than 8 MiB");
    }

    [Fact]
    public async Task A_list_whose_pages_never_end_is_left()
    {
        await using var loopback = new LoopbackServer(exchange => exchange.JsonAsync(Jobs(1, 100)));
        using var server = ServerAt(loopback);

        var failure = await Should.ThrowAsync<GitLabException>(() => server.JobsOfAsync("1.2.3", Cancelled));

        failure.Message.ShouldBe("127.0.0.1: GET pipelines: the list has more than 100 pages");
    }

    [Fact]
    public async Task Entries_that_are_null_are_left_out_of_a_list()
    {
        await using var loopback = new LoopbackServer(exchange => exchange.JsonAsync("[null]"));
        using var server = ServerAt(loopback);

        (await server.JobsOfAsync("1.2.3", Cancelled)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_that_no_header_can_carry_is_said_and_not_shown()
    {
        await using var loopback = new LoopbackServer(exchange => exchange.JsonAsync("[]"));
        using var server = ServerAt(loopback, token: "hunter22\n");

        var failure = await Should.ThrowAsync<GitLabException>(() => server.JobsOfAsync("1.2.3", Cancelled));

        failure.Message.ShouldBe($"127.0.0.1: GET pipelines: GITLAB_TOKEN {HeaderText.Problem}");
        failure.ToString().ShouldNotContain("hunter22");
        loopback.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_silent_server_is_given_up_at_the_limit()
    {
        var time = new FakeTimeProvider();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var loopback = new LoopbackServer(exchange =>
        {
            asked.SetResult();
            return exchange.SilenceAsync();
        });
        using var server = ServerAt(loopback, time);

        var asking = server.JobsOfAsync("1.2.3", Cancelled);
        await asked.Task;
        time.Advance(GitLabServer.AnswerLimit);

        (await Should.ThrowAsync<GitLabException>(() => asking)).Message.ShouldEndWith("no answer within 10s");
    }

    private static GitLabServer ServerAt(LoopbackServer loopback, TimeProvider? time = null, string token = "token") =>
        new(
            new GitLabProject(new Uri(loopback.Address, "api/v4/"), "team/app", new Secret(token)),
            time ?? TimeProvider.System
        );

    private static string Jobs(int first, int count) =>
        $"[{string.Join(',', Enumerable.Range(first, count).Select(id => $$"""{"id":{{id}},"name":"j","status":"created"}"""))}]";
}
