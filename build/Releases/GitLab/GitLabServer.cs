using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Foundation.Http;
using Foundation.Limits;
using Foundation.Text;
using Foundation.Timing;

namespace Releases.GitLab;

/// <summary>
/// Speaks to GitLab over its REST API. The paths and fields follow GitLab's documentation: "Environments API",
/// "Deployments API", "Pipelines API", "Jobs API", "Merge requests API".
/// </summary>
public sealed class GitLabServer : IDisposable
{
    /// <summary>The time limit of one answer.</summary>
    public static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    // GitLab's largest page size.
    private const int PageSize = 100;

    private readonly GitLabProject _project;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    /// <summary>Creates a client for one project.</summary>
    public GitLabServer(GitLabProject project, TimeProvider time)
    {
        _project = project;
        _time = time;
        _http = new HttpClient(HttpTransport.Create()) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Makes an environment unless there is one of that name.</summary>
    /// <exception cref="GitLabException">The server cannot be reached, or refuses.</exception>
    public async Task EnsureEnvironmentAsync(EnvironmentDraft draft, CancellationToken cancellationToken)
    {
        var path = $"environments?name={Uri.EscapeDataString(draft.Name)}&";
        if ((await ListAsync(path, GitLabFormat.Default.NumberedArray, cancellationToken)).Count > 0)
            return;
        var body = JsonSerializer.Serialize(draft, GitLabFormat.Default.EnvironmentDraft);
        var type = GitLabFormat.Default.Numbered;
        await SendAsync(HttpMethod.Post, "environments", body, type, cancellationToken);
    }

    /// <summary>Notes a deployment on the environments page.</summary>
    /// <returns>The deployment's number.</returns>
    /// <exception cref="GitLabException">The server cannot be reached, or refuses.</exception>
    public async Task<long> CreateDeploymentAsync(GitLabDeployment deployment, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.Serialize(deployment, GitLabFormat.Default.GitLabDeployment);
        var type = GitLabFormat.Default.Numbered;
        return (await SendAsync(HttpMethod.Post, "deployments", body, type, cancellationToken)).Id;
    }

    /// <summary>Notes how a deployment ended.</summary>
    /// <exception cref="GitLabException">The server cannot be reached, or refuses.</exception>
    public Task EndDeploymentAsync(long deployment, DeploymentStatus status, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.Serialize(new(status), GitLabFormat.Default.StatusChange);
        var type = GitLabFormat.Default.Numbered;
        return SendAsync(HttpMethod.Put, $"deployments/{deployment}", body, type, cancellationToken);
    }

    /// <summary>
    /// The jobs of all pipelines of a branch or tag, and of the pipelines that those have started. Empty until GitLab
    /// has made a pipeline.
    /// </summary>
    /// <exception cref="GitLabException">The server cannot be reached, or refuses.</exception>
    public async Task<IReadOnlyList<GitLabJob>> JobsOfAsync(string reference, CancellationToken cancellationToken)
    {
        var pipelines = await ListAsync(
            $"pipelines?ref={Uri.EscapeDataString(reference)}&",
            GitLabFormat.Default.PipelineNumberArray,
            cancellationToken
        );
        var jobs = new List<GitLabJob>();
        foreach (var pipeline in pipelines)
        {
            jobs.AddRange(await JobsOfAsync(pipeline, cancellationToken));
            // GitLab lists the pipelines that a job has started with that job alone.
            var triggers = await ListAsync(
                $"pipelines/{pipeline.Id}/bridges?",
                GitLabFormat.Default.TriggerJobArray,
                cancellationToken
            );
            // A job may also have started a pipeline of another project.
            foreach (
                var child in triggers
                    .Select(trigger => trigger.DownstreamPipeline)
                    .OfType<PipelineNumber>()
                    .Where(child => child.ProjectId == pipeline.ProjectId)
            )
                jobs.AddRange(await JobsOfAsync(child, cancellationToken));
        }
        return jobs;
    }

    private async Task<IReadOnlyList<GitLabJob>> JobsOfAsync(
        PipelineNumber pipeline,
        CancellationToken cancellationToken
    ) => await ListAsync($"pipelines/{pipeline.Id}/jobs?", GitLabFormat.Default.GitLabJobArray, cancellationToken);

    /// <summary>Cancels a job.</summary>
    /// <exception cref="GitLabException">The server cannot be reached, or refuses.</exception>
    public Task CancelAsync(GitLabJob job, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, $"jobs/{job.Id}/cancel", null, GitLabFormat.Default.Numbered, cancellationToken);

    /// <summary>The open merge request from one branch into another, or <see langword="null"/>.</summary>
    /// <exception cref="GitLabException">The server cannot be reached, or refuses.</exception>
    public async Task<MergeRequest?> FindMergeRequestAsync(
        string source,
        string target,
        CancellationToken cancellationToken
    )
    {
        var query = $"source_branch={Uri.EscapeDataString(source)}&target_branch={Uri.EscapeDataString(target)}";
        var open = await ListAsync(
            $"merge_requests?state=opened&{query}&",
            GitLabFormat.Default.MergeRequestArray,
            cancellationToken
        );
        return open.Count > 0 ? open[0] : null;
    }

    /// <summary>Opens a merge request.</summary>
    /// <exception cref="GitLabException">The server cannot be reached, or refuses.</exception>
    public Task<MergeRequest> OpenMergeRequestAsync(MergeRequestDraft draft, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.Serialize(draft, GitLabFormat.Default.MergeRequestDraft);
        var type = GitLabFormat.Default.MergeRequest;
        return SendAsync(HttpMethod.Post, "merge_requests", body, type, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlyList<T>> ListAsync<T>(
        string path,
        JsonTypeInfo<T[]> type,
        CancellationToken cancellationToken
    )
    {
        var all = new List<T>();
        for (var page = 1; page <= InputLimits.WebPages; page++)
        {
            var part = await SendAsync(
                HttpMethod.Get,
                $"{path}per_page={PageSize}&page={page}",
                null,
                type,
                cancellationToken
            );
            all.AddRange(part.Where(each => each is not null));
            if (part.Length < PageSize)
                return all;
        }
        throw new GitLabException(
            _project,
            $"GET {path.Split('?')[0]}",
            $"the list has more than {InputLimits.WebPages} pages"
        );
    }

    private async Task<T> SendAsync<T>(
        HttpMethod method,
        string path,
        string? body,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
    {
        var what = $"{method} {path.Split('?')[0]}";
        using var limit = new CancellationTokenSource(AnswerLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var request = Request(method, path, body);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var answer = await BoundedRead.BytesAsync(response.Content, InputLimits.WebAnswer, either.Token);
            var text = Encoding.UTF8.GetString(answer);
            if (!response.IsSuccessStatusCode)
                throw GitLabException.Refused(_project, what, response.StatusCode, text);
            return JsonSerializer.Deserialize(text, type) ?? throw new JsonException("it is null");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new GitLabException(_project, what, $"no answer within {DurationText.OfLimit(AnswerLimit)}");
        }
        catch (TooLargeException)
        {
            throw new GitLabException(
                _project,
                what,
                $"the answer is {TooLargeException.Words(InputLimits.WebAnswer)}"
            );
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw GitLabException.Unreached(_project, what, failure);
        }
        catch (JsonException failure)
        {
            throw GitLabException.Unreadable(_project, what, failure);
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path, string? body)
    {
        var address = new Uri(_project.Api, $"projects/{Uri.EscapeDataString(_project.Project)}/{path}");
        var request = new HttpRequestMessage(method, address);
        if (!HeaderText.CanCarry(_project.Token.Reveal()))
            throw new GitLabException(_project, $"{method} {path.Split('?')[0]}", $"GITLAB_TOKEN {HeaderText.Problem}");
        request.Headers.Add("PRIVATE-TOKEN", _project.Token.Reveal());
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return request;
    }
}
