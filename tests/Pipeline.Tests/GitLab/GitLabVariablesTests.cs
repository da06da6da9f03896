using Foundation.Failures;
using Pipeline.Options;
using Pipeline.Requests;
using Pipeline.Running;
using Pipeline.Tests.Runs;

namespace Pipeline.Tests.GitLab;

/// <summary>Which runs read the variables that lead to GitLab, and what is said of them.</summary>
public sealed class GitLabVariablesTests
{
    // A project may have GITLAB_TOKEN among the variables of its jobs for something else.
    private static readonly (string, string)[] Job =
    [
        ("CI", "true"),
        ("CI_JOB_URL", "http://gitlab.intern/team/app/-/jobs/1"),
        ("CI_PROJECT_ID", "7"),
        ("CI_SERVER_URL", "http://gitlab.intern"),
        ("GITLAB_TOKEN", "glpat-of-something-else"),
    ];

    private static readonly (string, string)[] Laptop =
    [
        ("GITLAB_PROJECT", "team/app"),
        ("GITLAB_URL", "http://gitlab.intern"),
        ("GITLAB_TOKEN", "glpat-1"),
    ];

    [Theory]
    [InlineData("--target=Deploy --version=1.2.3 --regions=uk")]
    [InlineData("--target=Rollback --version=1.2.2 --regions=uk")]
    [InlineData("--target=PushAcr --version=1.2.3")]
    [InlineData("--target=Pipeline")]
    [InlineData("--target=Status")]
    public void A_job_of_CI_takes_no_notice_of_a_token_for_GitLab(string words) =>
        Read(words, Job).GitLab.ShouldBeNull();

    [Theory]
    [InlineData("--target=Status")]
    [InlineData("--target=Plan --version=1.2.3")]
    [InlineData("--target=History")]
    [InlineData("--target=Unlock --regions=uk")]
    [InlineData("--target=Tag --version=1.2.3")]
    public void Who_tells_nobody_is_not_stopped_by_a_wrong_address(string words) =>
        Read(words, Laptop).GitLab.ShouldBeNull();

    [Theory]
    [InlineData("--target=Deploy --version=1.2.3")]
    [InlineData("--target=SetImage --version=1.2.3")]
    [InlineData("--target=Rollback --version=1.2.2")]
    [InlineData("--target=FinishPatch --line=1.0")]
    public void A_token_that_would_be_sent_in_the_clear_is_a_problem(string words) =>
        ProblemsOf(words, Laptop)
            .ShouldBe(["GITLAB_URL: 'http://gitlab.intern' is no https address; the token would be sent in the clear"]);

    [Fact]
    public void The_address_is_named_by_the_variable_that_it_was_read_from() =>
        ProblemsOf("--target=FinishPatch --line=1.0", Job)
            .ShouldBe([
                "CI_SERVER_URL: 'http://gitlab.intern' is no https address; the token would be sent in the clear",
            ]);

    // A token of one GitLab must not go to another one.
    [Theory]
    [InlineData(null, "gitlab.com", "https://gitlab.com/api/v4/")]
    [InlineData(null, "altssh.gitlab.com", "https://gitlab.com/api/v4/")]
    [InlineData(null, "gitlab.example.com", null)]
    [InlineData(null, "notgitlab.com", null)]
    [InlineData(null, "gitlab.com.example", null)]
    [InlineData(null, null, null)]
    [InlineData("https://gitlab.example.com", "gitlab.com", "https://gitlab.example.com/api/v4/")]
    [InlineData("https://gitlab.example.com/", null, "https://gitlab.example.com/api/v4/")]
    [InlineData("https://example.com/gitlab", "example.com", "https://example.com/gitlab/api/v4/")]
    public void A_token_goes_to_the_server_that_was_named_else_to_gitlab_com_where_the_remote_is(
        string? url,
        string? remote,
        string? api
    )
    {
        (string, string)[] variables =
        [
            ("GITLAB_PROJECT", "team/app"),
            ("GITLAB_TOKEN", "glpat-1"),
            .. url is null ? [] : ((string, string)[])[("GITLAB_URL", url)],
        ];

        Read("--target=Deploy --version=1.2.3", variables).GitLab!.At(remote)?.Api.ToString().ShouldBe(api);
    }

    [Fact]
    public void Without_a_server_of_its_own_the_jobs_counts() =>
        Read(
            "--target=FinishPatch --line=1.0",
            [("CI_PROJECT_ID", "7"), ("GITLAB_TOKEN", "glpat-1"), ("CI_SERVER_URL", "https://gitlab.intern")]
        )
            .GitLab!.At("gitlab.com")!
            .Api.ToString()
            .ShouldBe("https://gitlab.intern/api/v4/");

    private static IReadOnlyList<string> ProblemsOf(string words, (string, string)[] variables) =>
        Should.Throw<UsageException>(() => Read(words, variables)).Problems;

    private static ReleaseRequest Read(string words, (string, string)[] variables) =>
        RequestReader.Read(
            CommandLine.Parse(words.Split(' ')),
            RunEnvironments.Of(variables),
            TestContext.Current.CancellationToken
        );
}
