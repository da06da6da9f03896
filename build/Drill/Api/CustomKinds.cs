using Drill.Engine;
using Drill.Json;
using Drill.Storage;

namespace Drill.Api;

/// <summary>Serves the kind that a CustomResourceDefinition describes, from its creation on.</summary>
internal static class CustomKinds
{
    public static void Register(ControlPlane plane, Stored definition)
    {
        var spec = definition.Json["spec"];
        var versions = spec.Items("versions")
            .Where(version => version.Flag("served"))
            .Select(version => version.Text("name") ?? "");
        plane.Kinds.Add(
            new ResourceKind(
                spec.Text("group") ?? "",
                spec.Text("names.kind") ?? "",
                spec.Text("names.plural") ?? "",
                [.. versions]
            )
            {
                Namespaced = spec.Text("scope") != "Cluster",
                HasStatus = spec.Items("versions").Any(version => version.At("subresources.status") is not null),
            }
        );
        plane.Objects.Update(
            definition.Key,
            WriteOptions.InternalStatus,
            json =>
            {
                var status = json.Ensure("status");
                Conditions.Set(status, "NamesAccepted", true, "NoConflicts", "no conflicts found", plane.Now);
                Conditions.Set(
                    status,
                    "Established",
                    true,
                    "InitialNamesAccepted",
                    "the initial names have been accepted",
                    plane.Now
                );
                return json;
            }
        );
    }
}
