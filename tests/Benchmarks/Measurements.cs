using Benchmarks.Results;
using Benchmarks.Staging;
using Benchmarks.Work;

namespace Benchmarks;

/// <summary>What is measured, in full or in the short form.</summary>
/// <param name="root">This repository.</param>
/// <param name="artifacts">Where the build lies that came with these measurements.</param>
/// <param name="checkout">The application that is released.</param>
internal sealed class Measurements(string root, string artifacts, StagedCheckout checkout)
{
    private const int Often = 11;
    private const int Usual = 5;

    private const string NoKubectl =
        $"no kubectl is here to measure against: put one on the path, or name it in {KubectlProcedure.Variable}";

    // A ratio that a busy machine has spoilt is measured again.
    private const int Attempts = 3;

    private static readonly TimeSpan Two = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Ten = TimeSpan.FromSeconds(10);

    /// <summary>Measures all that the page shows.</summary>
    public async Task<Findings> AllAsync()
    {
        var findings = new Findings(Console.Out);
        await StartUp.MeasureAsync(root, artifacts, Often, findings);
        await ReleasesAsync(findings);
        findings.Begin("Looking at a fleet");
        var looks = new Looks(root, checkout, findings);
        foreach (var target in (string[])["Status", "Preflight"])
        {
            await looks.MeasureAsync(target, 7, Usual);
            await looks.MeasureAsync(target, 40, Usual);
        }
        findings.Begin("Judging migrations before a merge");
        foreach (var migrations in (int[])[100, 1_000, 5_000, 10_000])
            await Histories.MeasureAsync(root, migrations, Usual, findings);
        findings.Begin("Reading what happened");
        await LargeReport.MeasureAsync(findings);
        return findings;
    }

    /// <summary>Measures what has no fixed waits in it, and compares it with the page.</summary>
    /// <returns>What is worse than the page says, at each of several attempts.</returns>
    public async Task<IReadOnlyList<string>> CheckAsync(Promises promises)
    {
        // Where all has to be there, half of the comparison is none.
        if (Kubectl is null && Environment.GetEnvironmentVariable("RELEASE_TESTS_NEED_ALL") is { Length: > 0 })
            return [NoKubectl];
        IReadOnlyList<string> broken = [];
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var findings = new Findings(Console.Out);
            findings.Begin($"Attempt {attempt} of at most {Attempts}");
            await StartUp.MeasureAsync(root, artifacts, Usual, findings);
            var part = ClusterPart(findings);
            findings.Begin("The cluster part of a release");
            if (Kubectl is null)
                findings.Say(NoKubectl);
            await part.MeasureAsync(new Shape(1), Usual);
            await part.MeasureAsync(new Shape(7), Usual);
            await part.CountAsync(new Shape(1, 1));
            await part.CountAsync(new Shape(1, 10));
            findings.Begin("Against docs/performance.md");
            broken = promises.Broken(findings);
            if (broken.Count == 0)
                break;
        }
        return broken;
    }

    private ClusterPart ClusterPart(Findings findings) => new(root, checkout, Kubectl, findings);

    private static KubectlProcedure? Kubectl { get; } = KubectlProcedure.Find();

    private async Task ReleasesAsync(Findings findings)
    {
        findings.Begin("The cluster part of a release");
        if (Kubectl is null)
            findings.Say(NoKubectl);
        var part = ClusterPart(findings);
        foreach (var regions in (int[])[1, 7])
        {
            await part.MeasureAsync(new Shape(regions), Usual);
            await part.MeasureAsync(new Shape(regions, Pods: Two), Usual, inSequence: true);
        }
        await part.MeasureAsync(new Shape(7, Pods: Ten), Usual);
        await part.MeasureAsync(new Shape(25, Pods: Two), Usual);
        await part.MeasureAsync(new Shape(100, Pods: Two), Usual);
        foreach (var workloads in (int[])[1, 10, 50])
            await part.MeasureAsync(new Shape(1, workloads), Usual);
        foreach (var workloads in (int[])[1, 3, 10, 50])
            await part.CountAsync(new Shape(1, workloads));
    }
}
