using System.Text.Json.Nodes;
using Releases.Jobs;
using Releases.Workloads;

namespace Pipeline.Tests.Drills;

/// <summary>What the regions of a staged fleet hold, and changes by hand.</summary>
internal static class StagedRegions
{
    private const string Leases = "leases.coordination.k8s.io";

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

    /// <summary>What a region remembers of its last migration.</summary>
    public static MigrationNote? NoteOf(this StagedFleet fleet, string region) =>
        MigrationNote.Read(
            fleet[region]
                .Get(Leases, MigrationNoteStore.NameOf("migration"))
                ?["metadata"]?["annotations"]?[ReleaseLabels.Migration]?.GetValue<string>()
        );

    /// <summary>Changes what a region remembers of its last migration.</summary>
    public static void ChangeNote(this StagedFleet fleet, string region, Func<MigrationNote, MigrationNote> change) =>
        fleet.ChangeNoteText(region, change(fleet.NoteOf(region)!).Write());

    /// <summary>Puts a text in the place of what a region remembers of its last migration.</summary>
    public static void ChangeNoteText(this StagedFleet fleet, string region, string text)
    {
        var lease = fleet[region].Get(Leases, MigrationNoteStore.NameOf("migration"))!;
        lease["metadata"]!["annotations"]![ReleaseLabels.Migration] = text;
        fleet[region].Apply(lease.ToJsonString());
    }

    /// <summary>Makes a migration Job with kubectl, which notes nothing.</summary>
    /// <param name="fleet">The fleet.</param>
    /// <param name="region">The region.</param>
    /// <param name="version">The version in its label; <see langword="null"/> for a Job without the label.</param>
    /// <param name="back">The older version in the label of a way back; <see langword="null"/> for none.</param>
    /// <param name="name">The Job's name.</param>
    public static void MigrateByHand(
        this StagedFleet fleet,
        string region,
        string? version,
        string? back = null,
        string name = "migration"
    )
    {
        var labels = new JsonObject();
        if (version is not null)
            labels[ReleaseLabels.Version] = version;
        if (back is not null)
            labels[ReleaseLabels.Back] = back;
        var container = new JsonObject
        {
            ["name"] = "migration",
            ["image"] = $"{fleet.Image}:{version ?? StagedFleet.To}",
            ["command"] = new JsonArray("python", "manage.py", "migrate", "--no-input"),
        };
        var pod = new JsonObject { ["restartPolicy"] = "Never", ["containers"] = new JsonArray(container) };
        var job = new JsonObject
        {
            ["apiVersion"] = "batch/v1",
            ["kind"] = "Job",
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = labels },
            ["spec"] = new JsonObject { ["template"] = new JsonObject { ["spec"] = pod } },
        };
        fleet[region].Apply(job.ToJsonString());
    }

    /// <summary>Waits until a Job has ended.</summary>
    public static async Task EndOfJobAsync(this StagedFleet fleet, string region, string name = "migration")
    {
        while (
            fleet[region].Get("jobs.batch", name)!["status"]?["conditions"]?.AsArray() is not { } conditions
            || !conditions.Any(each => each!["type"]!.GetValue<string>() is "Complete" or "Failed")
        )
            await Task.Delay(TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken);
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
