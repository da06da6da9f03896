using Foundation.Timing;
using k8s.Models;
using Releases.Fleets;
using Releases.Records;
using Releases.Rollout.Status;
using Releases.Versions;
using Releases.Workloads;

namespace Releases.Rollout;

/// <summary>
/// Finds the version that a region serves. While a rollout is not done, the ready pods decide: a new version that does
/// not start is not live. They also decide where a rollout that is done leaves old pods.
/// </summary>
public static class LiveVersion
{
    private static readonly TimeSpan LongLook = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortLook = TimeSpan.FromSeconds(1);

    /// <summary>The version of a region that the run did not look at.</summary>
    public static Serving NotRead { get; } = new Serving.Unknown("this run has not read it");

    /// <summary>Combines the versions of a region's workloads.</summary>
    /// <param name="versions">
    /// One version for each workload or pod. <see langword="null"/> for a tag that follows none of the fleet's rules.
    /// </param>
    public static Serving Of(IEnumerable<string?> versions)
    {
        var distinct = versions.Distinct().ToArray();
        var known = distinct
            .OfType<string>()
            .OrderBy(ReleaseVersion.TryParse)
            .ThenBy(version => version, StringComparer.Ordinal)
            .ToArray();
        return distinct.Length == 0 ? new Serving.Unknown("no workload was found")
            : known.Length < distinct.Length
                ? new Serving.Unknown(
                    $"some images carry no version{(known.Length == 0 ? "" : $", others {string.Join("/", known)}")}"
                )
                {
                    Others = known,
                }
            : known is [var only] ? new Serving.One(only)
            : new Serving.Mixed(known);
    }

    /// <summary>
    /// Reads the version at the end of a lane. After Ctrl-C a person waits for the answer, so its time limit is short.
    /// </summary>
    /// <param name="lane">The region.</param>
    /// <param name="cancellationToken">Cancelled by Ctrl-C.</param>
    public static Task<Serving> LookAsync(Lane lane, CancellationToken cancellationToken) =>
        ReadAsync(lane, cancellationToken.IsCancellationRequested ? ShortLook : LongLook);

    /// <summary>
    /// The version before the release: what was found when the region's turn came. It is read where that says nothing
    /// of the version before, such as after an earlier attempt.
    /// </summary>
    /// <param name="lane">The region.</param>
    /// <param name="cancellationToken">Cancelled by Ctrl-C.</param>
    public static Task<Serving> BeforeAsync(Lane lane, CancellationToken cancellationToken) =>
        lane.Found?.Serves is Serving.One one && one.Version != lane.Order.Version.Text
            ? Task.FromResult<Serving>(one)
            : LookAsync(lane, cancellationToken);

    /// <summary>
    /// Reads the version from a region's cluster. It never fails: what cannot be read is unknown. What a change without
    /// an answer may alter is unknown also.
    /// </summary>
    /// <param name="lane">The region.</param>
    /// <param name="limit">The time limit of the reading.</param>
    public static async Task<Serving> ReadAsync(Lane lane, TimeSpan limit)
    {
        using var end = new CancellationTokenSource(limit, lane.Time);
        try
        {
            var lists = new RegionLists(lane.Cluster);
            var pods = lists.OfPodsAsync(end.Token);
            var rules = lane.Order.Fleet.Workloads;
            var states = await Task.WhenAll(rules.Select(rule => lists.OfRuleAsync(rule, end.Token)));
            var found = await pods;
            var seen = rules
                .Zip(states, (rule, state) => (Rule: rule, State: state.WithPodsOf(found)))
                .SelectMany(entry => entry.State.Workloads().Select(state => (entry.Rule, State: state)))
                // Two rules may select one workload.
                .GroupBy(entry => $"{entry.State.Workload}")
                .Select(same => (same.First().State, Rules: same.Select(entry => entry.Rule).ToArray()))
                .ToArray();
            foreach (var (state, _) in seen)
                lane.Open.See(state.Workload);
            var version = Of(seen.SelectMany(entry => Versions(entry.State, entry.Rules, rules, lane.Order.Image)));
            return lane.Open.Words is { } open ? new Serving.Unknown($"{open}; by then it was {version}") : version;
        }
        catch (OperationCanceledException)
        {
            return new Serving.Unknown($"the cluster does not answer within {DurationText.OfLimit(limit)}");
        }
        catch (Exception exception)
        {
            return new Serving.Unknown(exception.Message.ReplaceLineEndings(" "));
        }
    }

    /// <summary>
    /// The versions that a workload serves. <see langword="null"/> stands for an image whose rule cannot be told.
    /// </summary>
    private static IEnumerable<string?> Versions(
        WorkloadState state,
        IReadOnlyList<WorkloadRule> selecting,
        IReadOnlyList<WorkloadRule> rules,
        string repository
    )
    {
        var serving = state.Status is { IsDone: true, MayKeepOldPods: false }
            ? []
            : state.ReadyPods.Select(pod => Workload.Of(state.Workload.Kind, pod.Metadata, TemplateOf(pod))).ToArray();
        // A webhook may have given the pods of a template of ours a mirror's images: of these the version is not known.
        var isOurs = RunningWorkload.OwnOf(state.Workload, repository).Count > 0;
        return (serving.Length == 0 ? [state.Workload] : serving)
            .Where(workload => isOurs || RunningWorkload.OwnOf(workload, repository).Count > 0)
            .Select(workload => RunningWorkload.Of(workload, selecting, rules, repository)?.Version);
    }

    private static V1PodTemplateSpec TemplateOf(V1Pod pod) => new() { Spec = pod.Spec };
}
