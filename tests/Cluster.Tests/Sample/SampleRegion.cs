using System.Net;
using System.Text.Json.Nodes;
using Cluster.Tests.Stack;

namespace Cluster.Tests.Sample;

/// <summary>A region of the application: a namespace of the cluster.</summary>
public sealed class SampleRegion(StackSettings stack, string name, string space, string context, string databasePort)
{
    private const string Workloads = "deployments,statefulsets,daemonsets,cronjobs";

    // A connection that is kept may lead to a pod that is gone by the next request, and then nobody answers on it.
    private static readonly HttpClient Http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero })
    {
        Timeout = TimeSpan.FromSeconds(20),
    };

    public string Name => name;

    public string Namespace => space;

    public Kubectl Kubectl { get; } = new(stack, context, space);

    public SampleDatabase Database { get; } = new(stack, space, databasePort);

    /// <summary>Creates the namespace and its database, and starts the workloads in it.</summary>
    /// <param name="template">The database that it is a copy of.</param>
    /// <param name="manifests">The workloads.</param>
    public async Task CreateAsync(string template, string manifests)
    {
        await Command.RunAsync(Repository.Of("tests", "cluster", "namespace"), space, context);
        await Command.RunAsync(Repository.Of("tests", "cluster", "database"), space, context, template, databasePort);
        await Kubectl.ApplyAsync(manifests);
    }

    /// <summary>Waits until every pod of every workload is there.</summary>
    public async Task ComeUpAsync()
    {
        foreach (var workload in await Kubectl.ListAsync("deployments,statefulsets,daemonsets"))
            await Kubectl.RunAsync("rollout", "status", $"{workload["kind"]}/{NameOf(workload)}", "--timeout=10m");
    }

    /// <summary>The address of the page, when the region has one.</summary>
    public async Task<string?> PageAddressAsync()
    {
        var services = await Kubectl.ListAsync("services");
        return services is [var service, ..]
            ? $"http://{stack.PageHost}:{service["spec"]!["ports"]![0]!["nodePort"]}/"
            : null;
    }

    /// <summary>
    /// Waits until the page says a text: a pod that has been told to end may still answer for a moment.
    /// </summary>
    /// <param name="text">The text.</param>
    public async Task ShowsAsync(string text)
    {
        var last = "";
        await Eventually.FindAsync(
            $"page that says {text}",
            async () =>
            {
                last = await PageAsync();
                return last.Contains(text, StringComparison.Ordinal) ? last : null;
            },
            () => last
        );
    }

    private async Task<string> PageAsync()
    {
        using var answer = await AnswerAsync(address => new(HttpMethod.Get, address));
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What the application answers whoever reads from every table.</summary>
    public async Task<HttpStatusCode> ReadAsync()
    {
        using var answer = await AnswerAsync(address => new(HttpMethod.Get, address));
        return answer.StatusCode;
    }

    /// <summary>What the application answers whoever writes into every table.</summary>
    public async Task<HttpStatusCode> WriteAsync()
    {
        using var answer = await AnswerAsync(address =>
            new(HttpMethod.Post, address) { Content = new FormUrlEncodedContent([new("title", "Written by a test")]) }
        );
        return answer.StatusCode;
    }

    // While an old pod ends, the node's rules lead to it for a moment more, and nobody is there.
    private async Task<HttpResponseMessage> AnswerAsync(Func<Uri, HttpRequestMessage> request)
    {
        var address = new Uri((await PageAddressAsync())!);
        return await Eventually.FindAsync(
            $"answer of {address}",
            async () =>
            {
                try
                {
                    return await Http.SendAsync(request(address), TestContext.Current.CancellationToken);
                }
                catch (HttpRequestException exception)
                    when (exception.HttpRequestError == HttpRequestError.ConnectionError)
                {
                    return null;
                }
                catch (TaskCanceledException exception) when (exception.InnerException is TimeoutException)
                {
                    return null;
                }
            }
        );
    }

    /// <summary>The image of every container, init containers included, by <c>Kind workload/container</c>.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ImagesAsync()
    {
        var images = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var workload in await Kubectl.ListAsync(Workloads))
        {
            var pod = PodSpecOf(workload);
            foreach (var container in Items(pod["initContainers"]).Concat(Items(pod["containers"])))
                images[$"{workload["kind"]} {NameOf(workload)}/{container["name"]}"] = $"{container["image"]}";
        }
        return images;
    }

    /// <summary>An annotation of every workload.</summary>
    public async Task<IReadOnlyList<string?>> AnnotationsAsync(string annotation) =>
        [
            .. (await Kubectl.ListAsync(Workloads)).Select(workload =>
                (string?)workload["metadata"]!["annotations"]?[annotation]
            ),
        ];

    /// <summary>
    /// What would tell that somebody has touched the region: the workloads' generations, the ReplicaSets and Jobs that
    /// there are, and, of what nobody else writes to, the resource versions.
    /// </summary>
    public async Task<IReadOnlyList<string>> TracesAsync()
    {
        // Controllers write to a CronJob at its times and to whatever has a pod that is probed.
        var workloads = (await Kubectl.ListAsync(Workloads)).Select(item =>
            $"{item["kind"]} {NameOf(item)} generation {item["metadata"]!["generation"]} {item["metadata"]!["annotations"]}"
        );
        var owned = (await Kubectl.ListAsync("replicasets,jobs"))
            .Where(item => !NameOf(item).StartsWith("cleanup-", StringComparison.Ordinal))
            .Select(item => $"{item["kind"]} {NameOf(item)} {item["metadata"]!["uid"]}");
        return [.. workloads.Concat(owned).Order(StringComparer.Ordinal)];
    }

    /// <summary>The identity of the migration Job, or <see langword="null"/> when there is none.</summary>
    public async Task<string?> MigrationAsync() =>
        (await Kubectl.ListAsync("jobs"))
            .Where(job => NameOf(job) == "migration")
            .Select(job => (string?)job["metadata"]!["uid"])
            .SingleOrDefault();

    /// <summary>Waits for the migration to run, and returns its pod.</summary>
    public Task<string> MigratingPodAsync() =>
        Eventually.FindAsync(
            $"running migration in {name}",
            async () =>
                (await Kubectl.ListAsync("pods", "--selector=job-name=migration"))
                    .Where(pod => (string?)pod["status"]!["phase"] == "Running")
                    .Select(NameOf)
                    .SingleOrDefault()
        );

    /// <summary>Lets a migration go on that waits (see <see cref="SampleMigrations.ThatWaits"/>).</summary>
    public async Task LetMigrationGoOnAsync() =>
        await Kubectl.RunAsync("exec", await MigratingPodAsync(), "--", "/app/busybox", "touch", "/go-on");

    /// <summary>Runs the Job of a CronJob now, to its end.</summary>
    public async Task RunCronJobAsync(string cronJob)
    {
        var job = $"{cronJob}-now";
        await Kubectl.RunAsync("create", "job", job, $"--from=cronjob/{cronJob}");
        await Kubectl.RunAsync("wait", $"job/{job}", "--for=condition=complete", "--timeout=5m");
    }

    /// <summary>Lets the workloads work on the database of the same name on another server.</summary>
    public Task MoveDatabaseAsync(string port) =>
        Kubectl.RunAsync("patch", "secret", "database", "--patch", $$"""{ "stringData": { "PGPORT": "{{port}}" } }""");

    /// <summary>Lets the pods of a Deployment run only on nodes that there are none of.</summary>
    public Task MoveToNoNodeAsync(string deployment) =>
        Kubectl.RunAsync(
            "patch",
            "deployment",
            deployment,
            "--patch",
            """{ "spec": { "template": { "spec": { "nodeSelector": { "nowhere": "true" } } } } }"""
        );

    /// <summary>The different images of the pods that run and are not about to end.</summary>
    public async Task<IReadOnlyList<string>> RunningImagesAsync() =>
        [
            .. (await Kubectl.ListAsync("pods", "--field-selector=status.phase=Running"))
                .Where(pod => pod["metadata"]!["deletionTimestamp"] is null)
                .SelectMany(pod => Items(pod["spec"]!["containers"]))
                .Select(container => (string)container["image"]!)
                .Distinct(),
        ];

    /// <summary>Takes the region away; the cluster does so in its own time.</summary>
    public async Task DeleteAsync()
    {
        await Kubectl.RunAsync("delete", "namespace", space, "--wait=false", "--ignore-not-found");
        // A server of a test's own goes with all that it has, and may be dead by then.
        if (databasePort == stack.DatabasePort)
            await Database.DeleteAsync();
    }

    private static string NameOf(JsonNode item) => (string)item["metadata"]!["name"]!;

    private static JsonNode PodSpecOf(JsonNode workload) =>
        (workload["spec"]!["jobTemplate"] ?? workload)["spec"]!["template"]!["spec"]!;

    private static IEnumerable<JsonNode> Items(JsonNode? list) => list?.AsArray().Select(item => item!) ?? [];
}
