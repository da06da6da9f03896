using System.Text.Json.Nodes;

namespace Pipeline.Tests.Drills;

/// <summary>What the regions of a staged fleet hold, and changes by hand.</summary>
internal static class StagedRegions
{
    /// <summary>Changes an object of a region by hand.</summary>
    public static void Change(
        this StagedFleet fleet,
        string region,
        string resource,
        string name,
        Action<JsonObject> change
    )
    {
        var json = fleet[region].Get(resource, name)!.AsObject();
        json["metadata"]!.AsObject().Remove("resourceVersion");
        change(json);
        fleet[region].Apply(json.ToJsonString());
    }

    /// <summary>The uid of the migration Job.</summary>
    public static string JobOf(this StagedFleet fleet, string region) =>
        fleet[region].Get("jobs.batch", "migration")!["metadata"]!["uid"]!.GetValue<string>();

    /// <summary>How many pods of migration Jobs there are; one a run.</summary>
    public static int MigrationPodsOf(this StagedFleet fleet, string region) =>
        fleet[region]
            .GetAll("pods")
            .Count(pod => pod["metadata"]!["labels"]?["job-name"]?.GetValue<string>() == "migration");

    public static async Task<string> PageOf(this StagedFleet fleet, string region)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(fleet[region].PageUrl, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The image of a container, found by its name in any workload of that kind and name.</summary>
    public static string ImageOf(
        this StagedFleet fleet,
        string region,
        string resource,
        string workload,
        string container
    )
    {
        var spec = fleet[region].Get(resource, workload)!["spec"]!;
        var pod = (spec["jobTemplate"]?["spec"] ?? spec)["template"]!["spec"]!;
        return pod["containers"]!
            .AsArray()
            .Concat(pod["initContainers"]?.AsArray() ?? [])
            .Single(entry => entry!["name"]!.GetValue<string>() == container)!["image"]!.GetValue<string>();
    }

    /// <summary>The names of the Jobs of a region that ask its database, those on their way out aside.</summary>
    public static IEnumerable<string> Questions(this StagedFleet fleet, string region) =>
        fleet[region]
            .GetAll("jobs.batch")
            .Where(job => job["metadata"]!["deletionTimestamp"] is null)
            .Select(job => job["metadata"]!["name"]!.GetValue<string>())
            .Where(name => name.Contains("-schema-", StringComparison.Ordinal));
}
