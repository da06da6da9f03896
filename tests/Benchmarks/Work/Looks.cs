using Benchmarks.Measuring;
using Benchmarks.Results;
using Benchmarks.Staging;

namespace Benchmarks.Work;

/// <summary><c>Status</c> and <c>Preflight</c> of fleets in two clouds that answer after 50 ms.</summary>
internal sealed class Looks(string root, StagedCheckout checkout, Findings findings)
{
    /// <summary>Measures a target, with one login a cloud.</summary>
    public async Task MeasureAsync(string target, int regions, int runs)
    {
        await using var stage = await ReleaseStage.StartAsync(new Shape(regions), checkout);
        await using var clouds = new StagedClouds(stage);
        var look = Look(target, stage, clouds);
        var measured = new List<Measurement>();
        for (var run = 0; run < runs; run++)
            measured.Add(await look.RunAsync(stage.Folder));
        var work = $"{target}: {regions} regions in two clouds";
        findings.Add(new Row(work, Measurement.Median(measured)));
        findings.Add(new Figure($"{work}: clients started", clouds.Started / (double)runs, "processes"));
    }

    private Command Look(string target, ReleaseStage stage, StagedClouds clouds) =>
        new(
            Path.Combine(root, "build.sh"),
            $"--target={target}",
            target == "Status" ? "--output=table" : $"--version={StagedCheckout.To}",
            $"--fleet={clouds.FleetFile}",
            $"--app={stage.App}",
            $"--record={Path.Combine(stage.Folder, "look.json")}"
        )
        {
            Variables = new Dictionary<string, string>(stage.Variables.Concat(clouds.Variables)),
        };
}
