using Foundation.Failures;
using Releases.Fleets;

namespace Releases.Workloads;

/// <summary>The workloads that the fleet's rules select in a region.</summary>
/// <param name="Running">The workloads that run the application, in the order of the rules.</param>
/// <param name="Problems">The problems of the selection.</param>
public sealed record RegionWorkloads(IReadOnlyList<RunningWorkload> Running, IReadOnlyList<WorkloadProblem> Problems)
{
    /// <summary>
    /// The selected workloads as they are, by their names such as <c>Deployment web</c>. Those with a problem are here
    /// also.
    /// </summary>
    public IReadOnlyDictionary<string, Workload> Selected { get; init; } = new Dictionary<string, Workload>();

    /// <summary>
    /// The version that all workloads run. <see langword="null"/> when they do not agree, or a tag follows none of the
    /// fleet's rules.
    /// </summary>
    public string? Version =>
        Running.Select(workload => workload.Version).Distinct().ToArray() is [{ } version] ? version : null;

    /// <summary>Reads what every rule selects, without changing anything.</summary>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public static async Task<RegionWorkloads> ReadAsync(
        WorkloadApi api,
        Fleet fleet,
        string repository,
        string region,
        CancellationToken cancellationToken
    )
    {
        var selected = await Task.WhenAll(fleet.Workloads.Select(rule => api.SelectAsync(rule, cancellationToken)));
        return Of(
            region,
            fleet.Workloads.Zip(
                selected,
                (rule, found) => (rule, (IReadOnlyList<Workload>)[.. found.Select(each => each.Workload)])
            ),
            repository
        );
    }

    /// <summary>Sorts the selected workloads into running ones and problems.</summary>
    public static RegionWorkloads Of(
        string region,
        IEnumerable<(WorkloadRule Rule, IReadOnlyList<Workload> Workloads)> selected,
        string repository
    )
    {
        var byRule = selected.ToArray();
        var rules = byRule.Select(entry => entry.Rule).ToArray();
        var selecting = byRule
            .SelectMany(entry => entry.Workloads.Select(workload => (Name: $"{workload}", entry.Rule)))
            .ToLookup(entry => entry.Name, entry => entry.Rule);
        var seen = new Dictionary<string, Workload>();
        var running = new List<RunningWorkload>();
        var problems = new List<WorkloadProblem>();
        foreach (var (rule, workloads) in byRule)
        {
            if (workloads.Count == 0)
                problems.Add(Nothing(region, rule));
            // Two rules may select one workload, each for other containers of it.
            foreach (var workload in workloads.Where(each => seen.TryAdd($"{each}", each)))
            {
                WorkloadRule[] its = [.. selecting[$"{workload}"]];
                if (RunningWorkload.Of(workload, its, rules, repository) is { } found)
                    running.Add(found);
                else
                    problems.Add(
                        RunningWorkload.ProblemOf(workload, its, rules, repository) with
                        {
                            Workload = workload,
                        }
                    );
            }
        }
        return new RegionWorkloads(running, problems) { Selected = seen };
    }

    private static WorkloadProblem Nothing(string region, WorkloadRule rule) =>
        new(
            $"{region}: no {string.Join(" or ", rule.Kinds)} has the label {rule.Selector}",
            "label the workloads, or correct `workloads` in the fleet file"
        );
}

/// <summary>A workload that no release can work with, or a rule that selects no workload.</summary>
/// <param name="Message">The problem and its place, in one line.</param>
/// <param name="NextStep">What helps.</param>
public sealed record WorkloadProblem(string Message, string NextStep)
{
    /// <summary>The workload. <see langword="null"/> where a rule selects none.</summary>
    public Workload? Workload { get; init; }
}
