using System.Collections.Concurrent;
using Clusters.Access;
using Clusters.Calls;
using Foundation.Failures;
using Loopback;

namespace Clusters.Tests.Access;

public sealed class AccessReviewTests : IAsyncDisposable
{
    private const string RulesPath = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews";
    private static readonly RequiredAccess Patch = new("patch", "apps", "deployments");
    private static readonly RequiredAccess ReadLog = new("get", "", "pods", "log");

    private readonly ConcurrentQueue<string> _asked = [];
    private readonly LoopbackServer _server;
    private readonly ClusterConnection _connection;
    private string _rules = "";
    private bool _isAllowed;
    private int _rulesStatus = 201;

    public AccessReviewTests()
    {
        _server = new LoopbackServer(AnswerAsync);
        _connection = Connecting.To(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _connection.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("*", "*", "*")]
    [InlineData("get\",\"patch", "\",\"apps", "pods/log\",\"deployments")]
    [InlineData("*", "*", "*/log\",\"deployments")]
    public async Task What_rules_grant_is_asked_with_one_request(string verbs, string groups, string resources)
    {
        _rules = Rule(verbs, groups, resources);

        (await MissingAsync()).ShouldBeEmpty();

        _asked.ShouldBe([RulesPath]);
    }

    [Theory]
    [InlineData("get", "apps", "deployments", "")]
    [InlineData("patch", "", "deployments", "")]
    [InlineData("patch", "apps", "deployments/status", "")]
    [InlineData("patch", "apps", "*/status", "")]
    [InlineData("patch", "apps", "deployments", ",\"resourceNames\":[\"web\"]")]
    [InlineData("get", "", "pods", "")]
    [InlineData("get", "", "log", "")]
    public async Task What_rules_do_not_grant_is_asked_by_itself(
        string verbs,
        string groups,
        string resources,
        string names
    )
    {
        _rules = Rule(verbs, groups, resources, names);

        (await MissingAsync()).ShouldBe([Patch, ReadLog]);

        _asked.Count.ShouldBe(3);
    }

    // As with Azure RBAC and Google IAM, whose authorizers list no rules.
    [Fact]
    public async Task What_no_rule_grants_may_be_allowed_all_the_same()
    {
        _isAllowed = true;

        (await MissingAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task Without_an_answer_about_rules_each_permission_is_asked(int status)
    {
        (_rulesStatus, _isAllowed) = (status, true);

        (await MissingAsync()).ShouldBeEmpty();

        _asked.Count(path => path != RulesPath).ShouldBe(2);
    }

    [Fact]
    public async Task A_cluster_that_answers_no_question_about_permissions_is_a_failure_that_names_one()
    {
        await using var server = new LoopbackServer(exchange => exchange.JsonAsync("""{"message":"no"}""", 403));
        using var connection = Connecting.To(server);

        (await Should.ThrowAsync<ReleaseException>(MissingAsync(connection))).Message.ShouldStartWith(
            "uk: asking whether patch deployments.apps is allowed: 403 no"
        );
    }

    private Task<IReadOnlyList<RequiredAccess>> MissingAsync() => MissingAsync(_connection);

    private static Task<IReadOnlyList<RequiredAccess>> MissingAsync(ClusterConnection connection) =>
        AccessReview.FindMissingAsync(
            new RegionCluster("uk", "shop", connection, "kubectl"),
            [Patch, ReadLog],
            TestContext.Current.CancellationToken
        );

    private static string Rule(string verbs, string groups, string resources, string names = "") =>
        $$"""{"verbs":["{{verbs}}"],"apiGroups":["{{groups}}"],"resources":["{{resources}}"]{{names}}}""";

    private Task AnswerAsync(Exchange exchange)
    {
        _asked.Enqueue(exchange.Path);
        if (exchange.Path != RulesPath)
            return exchange.JsonAsync(
                _isAllowed ? """{"status":{"allowed":true}}""" : """{"status":{"allowed":false}}""",
                201
            );
        exchange.Body.ShouldContain("\"namespace\":\"shop\"");
        return exchange.JsonAsync(
            $$"""{"status":{"incomplete":true,"nonResourceRules":[],"resourceRules":[{{_rules}}] } }""",
            _rulesStatus
        );
    }
}
