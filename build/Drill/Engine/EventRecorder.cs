using System.Globalization;
using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Storage;

namespace Drill.Engine;

/// <summary>Writes Events. A repeated event raises the count of the first one, as in client-go's recorder.</summary>
internal sealed class EventRecorder(ControlPlane plane)
{
    private long _sequence;

    public void Normal(Stored about, string component, string reason, string message, string? container = null) =>
        Record(about, component, "Normal", reason, message, container);

    public void Warning(Stored about, string component, string reason, string message, string? container = null) =>
        Record(about, component, "Warning", reason, message, container);

    private void Record(Stored about, string component, string type, string reason, string message, string? container)
    {
        var kind = plane.Kinds["", "Event"];
        var now = plane.Now.ToSeconds();
        var earlier = plane.Store.List(kind, about.Namespace).FirstOrDefault(IsSame);
        if (earlier is null)
        {
            var created = New(about, component, type, reason, message, container, now);
            plane.Objects.Create(kind, Place(about), created, WriteOptions.Internal);
            return;
        }

        plane.Objects.Update(
            earlier.Key,
            WriteOptions.Internal,
            json =>
            {
                json["count"] = (json.Number("count") ?? 1) + 1;
                json["lastTimestamp"] = now;
                return json;
            }
        );

        bool IsSame(Stored found) =>
            found.Json.Text("involvedObject.uid") == about.Uid
            && found.Json.Text("reason") == reason
            && found.Json.Text("message") == message
            && found.Json.Text("source.component") == component;
    }

    /// <summary>
    /// The namespace of an event. Events about objects without a namespace are kept in the default namespace.
    /// </summary>
    private static string Place(Stored about) => about.Namespace.Length > 0 ? about.Namespace : "default";

    private JsonObject New(
        Stored about,
        string component,
        string type,
        string reason,
        string message,
        string? container,
        string now
    )
    {
        var ticks = (plane.Now.UtcTicks + _sequence++).ToString("x", CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = $"{about.Name}.{ticks}" },
            ["involvedObject"] = Reference(about, container),
            ["reason"] = reason,
            ["message"] = message,
            ["source"] = Source(component),
            ["firstTimestamp"] = now,
            ["lastTimestamp"] = now,
            ["count"] = 1,
            ["type"] = type,
            ["eventTime"] = null,
            ["reportingComponent"] = plane.Region.Version.Minor >= 29 ? component : "",
            ["reportingInstance"] = "",
        };
    }

    private static JsonObject Reference(Stored about, string? container)
    {
        var reference = new JsonObject
        {
            ["kind"] = about.Kind.Name,
            ["namespace"] = about.Namespace,
            ["name"] = about.Name,
            ["uid"] = about.Uid,
            ["apiVersion"] = about.Kind.ApiVersion,
            ["resourceVersion"] = about.Json.Text("metadata.resourceVersion"),
        };
        if (container is not null)
            reference["fieldPath"] = $"spec.containers{{{container}}}";

        return reference;
    }

    private JsonObject Source(string component)
    {
        var source = new JsonObject { ["component"] = component };
        if (component == "kubelet")
            source["host"] = plane.Region.NodeNames[0];

        return source;
    }
}
