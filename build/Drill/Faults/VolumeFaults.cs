using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Registry;
using Drill.Storage;

namespace Drill.Faults;

/// <summary>New pods mount what nobody has created; the fault is lifted when somebody does.</summary>
internal abstract class MissingVolume : Fault
{
    /// <summary>The kind of what is missing, and its name.</summary>
    protected abstract (string Kind, string Name) Missing { get; }

    /// <summary>The volume's name and where it is mounted.</summary>
    protected abstract (string Name, string Path) Volume { get; }

    /// <summary>The volume that is made of what is missing.</summary>
    protected abstract JsonObject Source { get; }

    private ObjectKey Key => new(Plane.Kinds["", Missing.Kind], Plane.Region.Namespace, Missing.Name);

    public override void Mutate(Stored created)
    {
        if (!created.Kind.Is("", "Pod") || !Reach.Covers(created))
            return;

        var spec = created.Json.Ensure("spec");
        var volume = Source;
        volume["name"] = Volume.Name;
        Add(spec, "volumes", volume);
        var mount = new JsonObject { ["name"] = Volume.Name, ["mountPath"] = Volume.Path };
        Add(spec.Items("containers").First(), "volumeMounts", mount);
    }

    public override void Arm()
    {
        if (Plane.Store.Get(Key) is not null)
            Plane.Objects.Delete(Key, new DeleteOptions());
    }

    public override void Lift() =>
        Plane.Objects.Create(
            Key.Kind,
            Key.Namespace,
            new JsonObject { ["metadata"] = new JsonObject { ["name"] = Missing.Name } },
            WriteOptions.Internal
        );

    private static void Add(JsonObject holder, string list, JsonObject item)
    {
        if (holder[list] is JsonArray items)
            items.Add(item);
        else
            holder[list] = new JsonArray(item);
    }
}

/// <summary>A Secret: the pod has a node, and its kubelet cannot mount the volume.</summary>
internal sealed class MountFails : MissingVolume
{
    protected override (string Kind, string Name) Missing => ("Secret", "megforms-settings");

    protected override (string Name, string Path) Volume => ("settings", "/etc/settings");

    protected override JsonObject Source => new() { ["secret"] = new JsonObject { ["secretName"] = Missing.Name } };
}

/// <summary>A PersistentVolumeClaim: the scheduler gives the pod no node.</summary>
internal sealed class ClaimMissing : MissingVolume
{
    protected override (string Kind, string Name) Missing => ("PersistentVolumeClaim", "megforms-media");

    protected override (string Name, string Path) Volume => ("media", "/var/media");

    protected override JsonObject Source =>
        new() { ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = Missing.Name } };
}
