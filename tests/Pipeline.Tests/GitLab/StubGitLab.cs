using System.Text.Json.Nodes;
using Foundation.Secrets;
using Loopback;
using Releases.GitLab;

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

    /// <summary>A client of its project.</summary>
    public GitLabServer Server() =>
        new(new GitLabProject(new Uri(_server.Address, "api/v4/"), "team/app", new Secret(Token)), TimeProvider.System);

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

    /// <summary>The numbers of jobs that it does not cancel, as those of a protected environment.</summary>
    public HashSet<int> Protected { get; } = [];

    /// <summary>The names of the project's environments.</summary>
    public HashSet<string> Environments { get; } = [];

    /// <summary>How often a job that starts another pipeline is asked for it before there is one.</summary>
    public int LooksBeforeChildren { get; set; }

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
        if (Protected.Any(job => exchange.Path.EndsWith($"/jobs/{job}/cancel", StringComparison.Ordinal)))
        {
            await exchange.JsonAsync("""{"message":"403 Forbidden"}""", 403);
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
        lock (_said)
        {
            if (method == "GET")
                return Read(path);
            _said.Add($"{method} {path} {body}".TrimEnd());
            return (method, path) switch
            {
                ("POST", "environments") => Valid(body, "name", "tier")
                && Environments.Add(JsonNode.Parse(body)!["name"]!.GetValue<string>())
                    ? """{"id":1}"""
                    : null,
                ("POST", "deployments") => Valid(body, "environment", "sha", "ref", "tag", "status")
                    ? $$"""{"id":{{_said.Count(said => said.StartsWith("POST deployments ", StringComparison.Ordinal))}}}"""
                    : null,
                ("PUT", _) when path.StartsWith("deployments/", StringComparison.Ordinal) => Valid(body, "status")
                    ? """{"id":1}"""
                    : null,
                ("POST", _)
                    when path.StartsWith("jobs/", StringComparison.Ordinal)
                        && path.EndsWith("/cancel", StringComparison.Ordinal) => Cancelled(path.Split('/')[1]),
                ("POST", "merge_requests") => Valid(body, "source_branch", "target_branch", "title", "description")
                    ? """{"id":70,"iid":7,"web_url":"https://gitlab.example/team/app/-/merge_requests/7"}"""
                    : null,
                _ => null,
            };
        }
    }

    private string Cancelled(string job)
    {
        foreach (var (tag, (own, children)) in _jobs.ToArray())
            _jobs[tag] = (Cancelled(own, job)!, Cancelled(children, job));
        return $$"""{"id":{{job}}}""";
    }

    private static string? Cancelled(string? jobs, string job)
    {
        if (jobs is null)
            return null;
        var list = JsonNode.Parse(jobs)!.AsArray();
        foreach (var each in list.Where(each => each!["id"]!.ToJsonString() == job))
            each!["status"] = "canceled";
        return list.ToJsonString();
    }

    private string? Read(string path)
    {
        if (path.StartsWith("merge_requests?state=opened&", StringComparison.Ordinal))
            return path.EndsWith(MergeRequests, StringComparison.Ordinal) ? OpenMergeRequests : null;
        const string OfName = "environments?name=";
        if (path.StartsWith(OfName, StringComparison.Ordinal))
            return Environments.Contains(Uri.UnescapeDataString(path[OfName.Length..path.IndexOf('&')]))
                ? """[{"id":1,"name":"any"}]"""
                : "[]";
        foreach (var (number, (tag, jobs)) in _jobs.Select((entry, index) => (index + 1, (entry.Key, entry.Value))))
        {
            if (path == $"pipelines?ref={tag}&per_page=100&page=1")
                return $$"""[{"id":{{number}},"project_id":7}]""";
            if (path == $"pipelines/{number}/jobs?per_page=100&page=1")
                return jobs.Own;
            // A job that starts a pipeline names none until it has begun.
            if (path == $"pipelines/{number}/bridges?per_page=100&page=1")
                return jobs.Children is null || LooksBeforeChildren-- > 0
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
