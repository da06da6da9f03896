using Foundation.Failures;
using Releases.Applying;
using Releases.Fleets.Reading;
using Releases.Manifests;

namespace Releases.Tests.Applying;

/// <summary>Manifests that ask for one object twice: each run would apply one over the other, for ever.</summary>
public sealed class RepeatedObjectsTests : IDisposable
{
    private const string Web = "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\n";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("repeated-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(
        "gke/web.yml",
        "gke/web.yml: Deployment web is in web.yaml also; a region's file replaces the file of the same name"
    )]
    [InlineData(
        "gke/a.yaml",
        "gke/a.yaml: Deployment web is in web.yaml also; a region's file replaces the file of the same name"
    )]
    [InlineData("web copy.yaml", "web.yaml: Deployment web is in web copy.yaml also; leave one out")]
    [InlineData("services/web.yaml", "web.yaml: Deployment web is in services/web.yaml also; leave one out")]
    public void Two_files_of_one_object_are_named(string second, string problem)
    {
        Write("web.yaml", Web);
        Write(second, Web);

        ProblemsOf("qatar").ShouldBe([problem]);
    }

    [Fact]
    public void An_object_that_is_twice_in_a_file_is_named()
    {
        Write("web.yaml", $"{Web}---\n{Web}");

        ProblemsOf("qatar").ShouldBe(["web.yaml: Deployment web is in it more than once; leave one out"]);
    }

    [Theory]
    [InlineData("apiVersion: apps/v1beta1\nkind: Deployment\nmetadata: { name: web }\n")]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web, namespace: default }\n")]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: $REGION }\n", "qatar")]
    public void It_is_one_object_in_another_version_with_its_namespace_and_through_a_variable(
        string other,
        string name = "web"
    )
    {
        Write("web.yaml", Web.Replace("web", name, StringComparison.Ordinal));
        Write("web copy.yaml", other);

        ProblemsOf("qatar").ShouldHaveSingleItem().ShouldContain($"Deployment {name} is in web copy.yaml also");
    }

    [Theory]
    [InlineData("apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: web }\n")]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web-2 }\n")]
    [InlineData("apiVersion: example.com/v1\nkind: Deployment\nmetadata: { name: web }\n")]
    public void Objects_of_another_kind_name_or_group_are_others(string other)
    {
        Write("web.yaml", Web);
        Write("other.yaml", other);

        Render("qatar").Count.ShouldBe(2);
    }

    [Fact]
    public void A_file_of_the_same_name_replaces_it_and_other_regions_have_nothing_to_do_with_it()
    {
        Write("web.yaml", Web);
        Write("gke/web.yaml", Web);
        Write("gke/again.yaml", Web.Replace("web", "other", StringComparison.Ordinal));

        Render("qatar").Count.ShouldBe(2);
        Render("uk").Count.ShouldBe(1);
    }

    private IReadOnlyList<string> ProblemsOf(string region) =>
        Should.Throw<UsageException>(() => Render(region)).Problems;

    private IReadOnlyList<ManifestObject> Render(string name)
    {
        var file = Path.Combine(_folder.FullName, "fleet.yaml");
        File.WriteAllText(
            file,
            """
            registry: example.azurecr.io
            repository: app
            workloads: [{ selector: image=app, kinds: [Deployment], tag: "{version}" }]
            default: all
            groups: { all: [uk, qatar] }
            regions:
              uk: { provider: context, context: uk }
              qatar: { provider: context, context: qatar, manifests: gke }
            """
        );
        var fleet = FleetFile.Read(file);
        var region = fleet.Regions.Single(each => each.Name == name);
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "gke"));
        return FleetManifests.Render(
            fleet,
            region,
            ManifestVariables.Of("1.2.3", fleet.Image, name, region.Namespace, "Ann", "main")
        );
    }

    private void Write(string name, string text)
    {
        var file = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
