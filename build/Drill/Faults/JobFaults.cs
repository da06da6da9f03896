using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Kubelet;
using Drill.Storage;

namespace Drill.Faults;

/// <summary>A service mesh puts its proxy beside every container, also beside containers that should end.</summary>
internal sealed class MigrationSidecar : Fault
{
    public override void Mutate(Stored created)
    {
        if (!created.Kind.Is("", "Pod") || created.Controller.Text("kind") != "Job" || !Reach.Covers(created))
            return;

        var containers = (JsonArray)created.Json.Ensure("spec")["containers"]!;
        containers.Add(new JsonObject { ["name"] = "istio-proxy", ["image"] = "istio/proxyv2:1.27.1" });
    }
}

/// <summary>The Job looks for its database before it migrates, and does not find the database.</summary>
internal sealed class MigrationInitFails : Fault
{
    private const string Name = "wait-for-database";

    public override void Mutate(Stored created)
    {
        if (!created.Kind.Is("", "Pod") || created.Controller.Text("kind") != "Job" || !Reach.Covers(created))
            return;

        var spec = created.Json.Ensure("spec");
        var init = new JsonObject { ["name"] = Name, ["image"] = spec.Items("containers").First().Text("image") };
        if (spec["initContainers"] is JsonArray inits)
            inits.Add(init);
        else
            spec["initContainers"] = new JsonArray(init);
    }

    public override ContainerProgram? Run(ContainerStart start) =>
        start is { OwnerKind: "Job", Container: Name }
            ? ContainerProgram.Crashes(
                1,
                "waiting for db:5432",
                "django.db.utils.OperationalError: connection to server at \"db\", port 5432 failed: Connection refused"
            )
            : null;
}

/// <summary>A queue for Jobs suspends each new Job until it has room for it.</summary>
internal sealed class JobSuspended : Fault
{
    private readonly HashSet<string> _suspended = new(StringComparer.Ordinal);

    public override void Mutate(Stored created)
    {
        if (!created.Kind.Is("batch", "Job"))
            return;

        created.Json.Ensure("spec")["suspend"] = true;
        _suspended.Add(created.Uid);
    }

    public override void Lift()
    {
        foreach (
            var job in Plane
                .Store.List(Plane.Kinds["batch", "Job"])
                .Where(job => _suspended.Contains(job.Uid))
                .ToArray()
        )
        {
            Plane.Objects.Update(
                job.Key,
                WriteOptions.Internal,
                json =>
                {
                    json.Ensure("spec")["suspend"] = false;
                    return json;
                }
            );
        }
    }
}

/// <summary>A policy of the cluster removes every Job soon after its end.</summary>
internal sealed class JobExpires : Fault
{
    private const int Seconds = 5;

    public override void Mutate(Stored created)
    {
        if (created.Kind.Is("batch", "Job"))
            created.Json.Ensure("spec")["ttlSecondsAfterFinished"] = Seconds;
    }
}
