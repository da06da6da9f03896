using Foundation.Failures;
using Releases.Applying;
using Releases.Fleets.Reading;
using Releases.Manifests;

namespace Releases.Tests.Applying;

/// <summary>Files beside the manifests that are none, and objects that cannot be applied.</summary>
public sealed class ObjectFaultTests : IDisposable
{
    private const string Fleet = """
        registry: example.azurecr.io
        repository: app
        workloads: [{ selector: image=app, kinds: [Deployment], tag: "{version}" }]
        page: "$UNKNOWN {version}"
        default: all
        groups: { all: [uk] }
        regions:
          uk: { provider: context, context: uk }
        """;

    private const string NoKustomize =
        "is for kustomize, which is not run here; write what `kubectl kustomize` prints in place of the files it names";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("objects-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("staging.yaml")]
    [InlineData("fleets/staging.yml")]
    public void Another_fleet_file_is_no_manifest(string file)
    {
        Write(file, Fleet);
        Write("web.yaml", "apiVersion: v1\nkind: Service\nmetadata: { name: web }\n");

        Names().ShouldBe(["Service web"]);
        FleetManifests.IsFleetFile(Path.Combine(_folder.FullName, file)).ShouldBeTrue();
        FleetManifests.IsFleetFile(Path.Combine(_folder.FullName, "web.yaml")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("List", "v1")]
    [InlineData("ConfigMapList", "v1")]
    public void The_items_of_a_list_are_objects_of_the_file(string kind, string version)
    {
        Write(
            "list.yaml",
            $"""
            apiVersion: {version}
            kind: {kind}
            items:
              - apiVersion: v1
                kind: ConfigMap
                metadata: {"{"} name: $REGION {"}"}
              - apiVersion: v1
                kind: List
                items: [{"{"} apiVersion: v1, kind: ConfigMap, metadata: {"{"} name: inner {"}"} {"}"}]
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {"{"} name: last {"}"}
            """
        );
        Write("none.yaml", "apiVersion: v1\nkind: List\nitems: []\n");

        Names().ShouldBe(["ConfigMap uk", "ConfigMap inner", "ConfigMap last"]);
    }

    [Theory]
    [InlineData("a.yaml", "apiVersion: v1\nkind: List\n", "1: the List has no `items`; write them, or leave it out")]
    [InlineData("a.yaml", "apiVersion: v1\nkind: List\nitems:\n  - 5\n", "4: expected a Kubernetes object")]
    [InlineData(
        "a.yaml",
        "apiVersion: v1\nkind: List\nitems:\n  - kind: Pod\n    metadata: { name: a }\n",
        "4: an object has no apiVersion; write what is missing, or put a file that is no manifest elsewhere"
    )]
    [InlineData(
        "values.yaml",
        "# Helm's.\nreplicas: 3\n",
        "2: an object has no apiVersion, no kind, no metadata.name; write what is missing, or put a file that is no manifest elsewhere"
    )]
    [InlineData(
        "a.yaml",
        "apiVersion: v1\nkind: ConfigMap\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: b }\n",
        "1: the ConfigMap has no metadata.name; give it one"
    )]
    [InlineData(
        "a.yaml",
        "---\napiVersion: v1\nkind: Pod\nmetadata: { generateName: once- }\n",
        "2: the Pod has a generateName, so each run would make another one; give it a `name`"
    )]
    [InlineData(
        "kustomization.yaml",
        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n",
        $"1: {NoKustomize}"
    )]
    [InlineData("gke/kustomization.yml", "# Old.\nresources: [web.yaml]\n", $"2: {NoKustomize}")]
    [InlineData(
        "part.yaml",
        "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nmetadata: { name: a }\n",
        $"1: {NoKustomize}"
    )]
    public void What_cannot_be_applied_is_named_with_its_line_and_what_to_do(string file, string text, string problem)
    {
        Write(file, text);

        Should.Throw<UsageException>(Names).Problems.ShouldBe([$"{Path.Combine(_folder.FullName, file)}:{problem}"]);
    }

    [Fact]
    public void A_kustomization_of_Flux_is_an_object_like_any_other()
    {
        Write(
            "kustomization.yaml",
            "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: app }\n"
        );

        Names().ShouldBe(["Kustomization app"]);
    }

    private string[] Names()
    {
        Write("fleet.yaml", Fleet.Replace("$UNKNOWN ", "", StringComparison.Ordinal));
        var fleet = FleetFile.Read(Path.Combine(_folder.FullName, "fleet.yaml"));
        var variables = ManifestVariables.Of("1.2.3", fleet.Image, "uk", "default", "Ann", "main");
        return [.. FleetManifests.Render(fleet, fleet.Regions[0], variables).Select(each => $"{each}")];
    }

    private void Write(string name, string text)
    {
        var file = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
