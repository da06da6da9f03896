using Loopback;
using Pipeline.Tests.Lanes;

namespace Pipeline.Tests.Drills;

/// <summary>Regions whose API server refuses to create Jobs.</summary>
internal static class RefusedJobs
{
    /// <summary>Lets the later runs on a region be refused.</summary>
    /// <param name="fleet">The fleet.</param>
    /// <param name="region">The region.</param>
    /// <param name="isDryRun">Whether dry runs are refused, or all else.</param>
    /// <param name="status">The status of the refusal.</param>
    /// <param name="words">What the server says.</param>
    public static FailingCalls RefuseJobs(
        this StagedFleet fleet,
        string region,
        bool isDryRun,
        int status,
        string words
    )
    {
        var refusing = new FailingCalls(
            fleet[region],
            exchange =>
                IsCreation(exchange) && isDryRun == exchange.Path.Contains("dryRun=All", StringComparison.Ordinal),
            times: int.MaxValue,
            (status, words.Replace("\"", "\\\"", StringComparison.Ordinal))
        );
        File.WriteAllText(fleet.Kubeconfig, refusing.Through(File.ReadAllText(fleet.Kubeconfig)));
        return refusing;
    }

    private static bool IsCreation(Exchange exchange) =>
        exchange.Method == "POST" && exchange.Path.Split('?')[0].EndsWith("/jobs", StringComparison.Ordinal);
}
