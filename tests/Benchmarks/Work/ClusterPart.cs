using Benchmarks.Measuring;
using Benchmarks.Results;
using Benchmarks.Staging;

namespace Benchmarks.Work;

/// <summary>
/// The cluster part of a release against the manual page's kubectl commands, taking turns, each on clusters of its own
/// that have just been set up. The tool also asks git and the registry, takes the lock and writes its record.
/// </summary>
internal sealed class ClusterPart(string root, StagedCheckout checkout, KubectlProcedure? kubectl, Findings findings)
{
    private const string Background = "kubectl, all regions in the background";
    private const string Sequence = "kubectl, region after region";

    /// <summary>Measures one shape.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="runs">How often each side goes.</param>
    /// <param name="inSequence">Whether the regions one after another are measured, too.</param>
    public async Task MeasureAsync(Shape shape, int runs, bool inSequence = false)
    {
        var ours = new List<Measurement>();
        var overheads = new List<TimeSpan>();
        var (background, sequence) = (new List<Measurement>(), new List<Measurement>());
        for (var run = 0; run < runs; run++)
        {
            await OursAsync(shape, ours, overheads);
            if (kubectl is not null)
                background.Add(await TheirsAsync(shape, atOnce: true));
            if (kubectl is not null && inSequence)
                sequence.Add(await TheirsAsync(shape, atOnce: false));
        }
        var median = Measurement.Median(ours);
        findings.Add(
            kubectl is null
                ? new Row($"{shape}", median)
                : new Row($"{shape}", median, Background, Measurement.Median(background))
        );
        if (sequence.Count > 0)
            findings.Add(new Row($"{shape}", median, Sequence, Measurement.Median(sequence)));
        findings.Add(
            new Figure(
                $"{shape}: before and after the slowest region",
                overheads.Order().ElementAt(runs / 2).TotalSeconds,
                "s"
            )
        );
    }

    /// <summary>Counts what a release asks the API servers, on connections that pass through a relay.</summary>
    public async Task CountAsync(Shape shape)
    {
        await using var stage = await ReleaseStage.StartAsync(shape, checkout);
        var relays = stage.Clusters.Select(cluster => new CountingRelay(cluster.ApiUrl.Port)).ToArray();
        try
        {
            var kubeconfig = await File.ReadAllTextAsync(stage.Kubeconfig);
            foreach (var (cluster, relay) in stage.Clusters.Zip(relays))
                kubeconfig = kubeconfig.Replace(
                    $"{cluster.ApiUrl.Authority}\"",
                    $"{cluster.ApiUrl.Host}:{relay.Port}\"",
                    StringComparison.Ordinal
                );
            await File.WriteAllTextAsync(stage.Kubeconfig, kubeconfig);
            await stage.Release(root).RunAsync(stage.Folder);
            stage.CheckReleased();
            var requests = stage.Clusters.Max(cluster => cluster.Requests.Count);
            findings.Add(new Figure($"{shape}: requests of a region", requests, Figure.Requests));
            findings.Add(
                new Figure($"{shape}: bytes of a region, both ways", relays.Max(relay => relay.Bytes) / 1e3, "kB")
            );
        }
        finally
        {
            foreach (var relay in relays)
                await relay.DisposeAsync();
        }
    }

    private async Task OursAsync(Shape shape, List<Measurement> runs, List<TimeSpan> overheads)
    {
        await using var stage = await ReleaseStage.StartAsync(shape, checkout);
        var run = await stage.Release(root).RunAsync(stage.Folder);
        stage.CheckReleased();
        runs.Add(run);
        overheads.Add(run.Elapsed - stage.SlowestLane());
    }

    private async Task<Measurement> TheirsAsync(Shape shape, bool atOnce)
    {
        await using var stage = await ReleaseStage.StartAsync(shape, checkout);
        await kubectl!.Look(stage, shape).RunAsync(stage.Folder);
        var run = await kubectl.Release(stage, shape, atOnce).RunAsync(stage.Folder);
        stage.CheckReleased();
        return run;
    }
}
