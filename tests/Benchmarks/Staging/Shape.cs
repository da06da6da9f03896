using System.Globalization;

namespace Benchmarks.Staging;

/// <summary>What is released to.</summary>
/// <param name="Regions">How many clusters, all in one wave.</param>
/// <param name="Workloads">How many Deployments in each.</param>
/// <param name="Pods">How long a migration takes, and how long a new pod until it is ready.</param>
internal sealed record Shape(int Regions, int Workloads = 3, TimeSpan Pods = default)
{
    public IEnumerable<string> RegionNames => Enumerable.Range(1, Regions).Select(number => $"region{number}");

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"release: {Count(Regions, "region")}, {Count(Workloads, "workload")}, pods ready after {Pods.TotalSeconds:0} s"
        );

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}
