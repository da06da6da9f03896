using System.Text.Json.Nodes;
using Foundation.Failures;
using Releases.Manifests;

namespace Releases.Tests.Manifests;

/// <summary>Renders manifests for version 1.2.3 in region uk.</summary>
internal static class Rendering
{
    public static JsonObject Of(string yaml, string actor = "Ann") =>
        ManifestTemplate
            .Parse("job.yaml", yaml)
            .Render(ManifestVariables.Of("1.2.3", "example.azurecr.io/app", "uk", "shop", actor, "main"));

    public static IReadOnlyList<string> ProblemsOf(string yaml) =>
        Should.Throw<UsageException>(() => Of(yaml)).Problems;
}
