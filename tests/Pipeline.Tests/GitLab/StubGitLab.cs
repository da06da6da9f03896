using System.Text.Json.Nodes;
using Loopback;

namespace Pipeline.Tests.GitLab;

/// <summary>
/// GitLab's API for the project <c>team/app</c>, as far as a release uses it. Whatever else is asked, or asked without
/// the token, is noted as unexpected and refused.
/// </summary>
internal sealed class StubGitLab : IAsyncDisposable
{
    public const string Token = "glpat-not-so-secret";
    private const string MergeRequests = "&source_branch=release-1.0&target_branch=main&per_page=100&page=1";
    private const string Project = "/api/v4/projects/team%2Fapp/";

    private readonly LoopbackServer _server;
    private readonly List<string> _said = [];
    private readonly List<string> _unexpected = [];
    private readonly Dictionary<string, (string Own, string? Children)> _jobs = [];

    public StubGitLab() => _server = new LoopbackServer(AnswerAsync);

    /// <summary>The variables that lead to it.</summary>
    public Dictionary<string, string> Variables =>
        new()
        {
            ["GITLAB_URL"] = _server.Address.ToString(),
            ["GITLAB_TOKEN"] = Token,
            ["GITLAB_PROJECT"] = "team/app",
        };

    /// <summary>What was changed: method, path below the project, body.</summary>
    public IReadOnlyList<string> Said
    {
        get
        {
            lock (_said)
                return [.. _said];
        }
    }

    public IReadOnlyList<string> Unexpected
    {
        get
        {
            lock (_said)
                return [.. _unexpected];
        }
    }

    /// <summary>The merge requests that are open from <c>release-1.0</c> into <c>main</c>, as JSON.</summary>
    public string OpenMergeRequests { get; set; } = "[]";

    /// <summary>When set, every request is answered with this status.</summary>
    public int? Refuses { get; set; }

    /// <summary>Gives a tag a pipeline with jobs, as JSON, one of which may have started another pipeline.</summary>
    public void PipelineOf(string tag, string jobs, string? children = null) => _jobs[tag] = (jobs, children);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(Exchange exchange)
    {
        if (Refuses is { } status)
        {
            await exchange.JsonAsync("""{"message":"403 Forbidden"}""", status);
            return;
        }
        var path = exchange.Path.StartsWith(Project, StringComparison.Ordinal) ? exchange.Path[Project.Length..] : "";
        if (exchange.Header("PRIVATE-TOKEN") != Token || Answer(exchange.Method, path, exchange.Body) is not { } answer)
        {
            lock (_said)
                _unexpected.Add($"{exchange.Method} {exchange.Path}");
            await exchange.JsonAsync("""{"message":"404 Not Found"}""", 404);
            return;
        }
        await exchange.JsonAsync(answer, exchange.Method == "POST" ? 201 : 200);
    }

    private string? Answer(string method, string path, string body)
    {
        if (method == "GET")
            return Read(path);
        lock (_said)
        {
            _said.Add($"{method} {path} {body}".TrimEnd());
            return (method, path) switch
            {
                ("POST", "deployments") => Valid(body, "environment", "sha", "ref", "tag", "status")
                    ? $$"""{"id":{{_said.Count}}}"""
                    : null,
                ("PUT", _) when path.StartsWith("deployments/", StringComparison.Ordinal) => Valid(body, "status")
                    ? """{"id":1}"""
                    : null,
                ("POST", _)
                    when path.StartsWith("jobs/", StringComparison.Ordinal)
                        && path.EndsWith("/cancel", StringComparison.Ordinal) => """{"id":1}""",
                ("POST", "merge_requests") => Valid(body, "source_branch", "target_branch", "title", "description")
                    ? """{"id":70,"iid":7,"web_url":"https://gitlab.example/team/app/-/merge_requests/7"}"""
                    : null,
                _ => null,
            };
        }
    }

    private string? Read(string path)
    {
        if (path.StartsWith("merge_requests?state=opened&", StringComparison.Ordinal))
            return path.EndsWith(MergeRequests, StringComparison.Ordinal) ? OpenMergeRequests : null;
        foreach (var (number, (tag, jobs)) in _jobs.Select((entry, index) => (index + 1, (entry.Key, entry.Value))))
        {
            if (path == $"pipelines?ref={tag}&per_page=100&page=1")
                return $$"""[{"id":{{number}},"project_id":7}]""";
            if (path == $"pipelines/{number}/jobs?per_page=100&page=1")
                return jobs.Own;
            // A job that starts a pipeline names none until it has begun.
            if (path == $"pipelines/{number}/bridges?per_page=100&page=1")
                return jobs.Children is null
                    ? """[{"id":91,"name":"deploy","status":"created","downstream_pipeline":null}]"""
                    : $$$"""[{"id":91,"name":"deploy","status":"running","downstream_pipeline":{"id":{{{number}}}00,"project_id":7}}]""";
            if (path == $"pipelines/{number}00/jobs?per_page=100&page=1")
                return jobs.Children;
        }
        return null;
    }

    private static bool Valid(string body, params string[] names) =>
        JsonNode.Parse(body) is JsonObject json && json.Select(entry => entry.Key).Order().SequenceEqual(names.Order());
}
