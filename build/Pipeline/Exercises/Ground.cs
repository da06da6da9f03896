using System.Globalization;
using System.Text.Json.Nodes;
using Drill;
using Drill.Api;
using Drill.Faults;
using Foundation.Failures;
using Pipeline.Rehearsals;

namespace Pipeline.Exercises;

/// <summary>What an exercise takes place on, as its scenarios see and move it: clusters and repository.</summary>
public sealed class Ground : IAsyncDisposable
{
    private const string Lock = "/leases/release";

    private readonly ServedDrill _served;
    private readonly ChildCommands _commands;
    private readonly TimeProvider _time;
    private readonly CancellationToken _cancelled;
    private readonly CancellationTokenSource _end;
    private readonly List<Task> _others = [];

    internal Ground(
        ServedDrill served,
        ChildCommands commands,
        Course course,
        TimeProvider time,
        CancellationToken cancelled
    )
    {
        _served = served;
        _commands = commands;
        _time = time;
        _cancelled = cancelled;
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        Course = course;
    }

    /// <summary>The way that the person takes.</summary>
    public Course Course { get; }

    /// <summary>A region's cluster.</summary>
    public EmbeddedCluster this[string region] => _served.Clusters[region];

    /// <summary>
    /// Whether all workloads of a region have a version's images, every pod is there and ready, and nobody is in the
    /// middle of a change.
    /// </summary>
    public bool Serves(string region, string version)
    {
        var deployments = this[region].GetAll("deployments.apps");
        return deployments.Count > 0 && deployments.All(IsDone) && !IsLocked(region);

        bool IsDone(JsonObject deployment)
        {
            var (spec, status) = (deployment["spec"]!, deployment["status"]);
            var replicas = Number(spec["replicas"]) ?? 1;
            return Images(spec).Any(image => TagOf(image) is { } tag && (tag == version || tag == $"{version}-static"))
                && Number(status?["observedGeneration"]) >= Number(deployment["metadata"]?["generation"])
                && Counts(status, "replicas", "updatedReplicas", "availableReplicas").All(count => count == replicas);
        }
    }

    /// <summary>Whether both regions serve a version.</summary>
    public bool AllServe(string version) => ExerciseFleet.Regions.All(region => Serves(region, version));

    /// <summary>How many migrations of the release a region's database has not applied.</summary>
    public int Unapplied(string region) => this[region].UnappliedMigrations.Count;

    /// <summary>Whether the remote has a branch.</summary>
    public async Task<bool> HasBranchAsync(string branch) =>
        (await _served.RefsAsync(_cancelled)).Branches.ContainsKey(branch);

    /// <summary>Whether a file of a branch holds a text, at the remote.</summary>
    public async Task<bool> BranchHasAsync(string branch, string file, string text) =>
        (await _served.FileAsync(branch, file, _cancelled))?.Contains(text, StringComparison.Ordinal) == true;

    /// <summary>Whether the main branch has all of another one, at the remote.</summary>
    public async Task<bool> MainHasAsync(string branch) =>
        (await _served.RefsAsync(_cancelled)).Branches.TryGetValue(branch, out var commit)
        && await _served.MainHasAsync(commit, _cancelled);

    /// <summary>A colleague merges something to the main branch.</summary>
    public Task MergeAsync(string message, string file, string lines) =>
        _served.ChangeAsync(message, file, lines, _cancelled);

    /// <summary>Runs the release tool before the person comes.</summary>
    /// <param name="exitCode">How it has to end, for the story to be true.</param>
    /// <param name="words">The command line.</param>
    /// <exception cref="ReleaseException">It ends otherwise.</exception>
    public async Task RunAsync(int exitCode, params string[] words)
    {
        await _served.BuildAsync(_cancelled);
        var (code, said) = await _commands.RunQuietlyAsync(words, _cancelled);
        if (code != exitCode)
            throw new ReleaseException(
                $"the stage could not be set: {string.Join(' ', words)} ended with exit code {code}: {string.Join(" / ", said.TakeLast(5))}",
                "Run the exercise again; when it happens twice, report it with these lines"
            );
    }

    /// <summary>
    /// Has somebody else hold a region's lock, until some time after the person has first asked that region's cluster.
    /// </summary>
    /// <param name="region">The region.</param>
    /// <param name="longer">How long from then on.</param>
    /// <param name="broken">What is noted when others write to the lock meanwhile, or change the region.</param>
    public void HoldLock(string region, TimeSpan longer, string broken)
    {
        this[region].Faults.Add(FaultKind.LockHeld);
        var begun = this[region].Requests.Count;
        _others.Add(HoldAsync());

        async Task HoldAsync()
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200), _time);
            DateTimeOffset? asked = null;
            try
            {
                while (asked is null || _time.GetUtcNow() - asked < longer)
                {
                    await timer.WaitForNextTickAsync(_end.Token);
                    var since = this[region].Requests.Skip(begun).ToArray();
                    asked ??= since.Length > 0 ? _time.GetUtcNow() : null;
                    if (since.Any(request => IsOfLock(request) || IsChange(request)))
                        Course.Note(broken);
                }
                this[region].Faults.Remove(FaultKind.LockHeld);
            }
            catch (OperationCanceledException)
            {
                // The exercise ends.
            }
        }
    }

    /// <summary>Ends what others do on it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_others);
        _end.Dispose();
    }

    /// <summary>How many requests each region was sent, as a mark to look back to.</summary>
    internal IReadOnlyDictionary<string, int> Mark() =>
        ExerciseFleet.Regions.ToDictionary(region => region, region => this[region].Requests.Count);

    /// <summary>The regions that were changed since a mark.</summary>
    internal IReadOnlyList<string> ChangedSince(IReadOnlyDictionary<string, int> mark) =>
        [.. ExerciseFleet.Regions.Where(region => this[region].Requests.Skip(mark[region]).Any(IsChange))];

    // Workloads and migrations. Locks, notes, questions about permissions and Jobs that only ask the database are none.
    private static bool IsChange(ApiRequest request) =>
        request.IsWrite
        && !request.Query.Contains("dryRun", StringComparison.Ordinal)
        && (
            request.Path.StartsWith("/apis/apps/", StringComparison.Ordinal)
            || (
                request.Path.StartsWith("/apis/batch/", StringComparison.Ordinal)
                && !request.Path.Contains("-schema-", StringComparison.Ordinal)
                && !request.Body.Contains("-schema-", StringComparison.Ordinal)
            )
        );

    private static bool IsOfLock(ApiRequest request) =>
        request.IsWrite && request.Path.EndsWith(Lock, StringComparison.Ordinal);

    private bool IsLocked(string region) =>
        this[region].Get("leases.coordination.k8s.io", "release")?["spec"]?["holderIdentity"]?.GetValue<string>()
            is { Length: > 0 };

    private static IEnumerable<string> Images(JsonNode spec) =>
        (spec["template"]?["spec"]?["containers"] as JsonArray ?? []).Select(container =>
            (string?)container?["image"] ?? ""
        );

    private static string? TagOf(string image) => image.LastIndexOf(':') is > 0 and var at ? image[(at + 1)..] : null;

    private static IEnumerable<long> Counts(JsonNode? status, params string[] names) =>
        names.Select(name => Number(status?[name]) ?? 0);

    // Some numbers of an object came through the API as text, others were counted here.
    private static long? Number(JsonNode? node) =>
        node is null ? null : long.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);
}
