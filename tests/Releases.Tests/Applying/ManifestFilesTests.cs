using Foundation.Failures;
using Releases.Applying;
using Releases.Fleets;
using Releases.Fleets.Reading;
using Releases.Jobs;
using Releases.Manifests;
using Releases.Versions;

namespace Releases.Tests.Applying;

public sealed class ManifestFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("manifests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("gke")]
    [InlineData("./gke/")]
    public void A_region_takes_its_own_files_over_those_beside_the_fleet_file_and_nothing_that_a_release_runs_or_an_administrator_applies(
        string folder
    )
    {
        Write(
            "web.yaml",
            "services/web.yml",
            "jobs/migration.yaml",
            "README.md",
            "gke/web.yaml",
            "gke/jobs/migration.yaml"
        );
        Write("gke/ingress.yaml", "services/jobs/once.yaml", "access/release.yaml", "gke/access/release.yaml");
        var fleet = Fleet(folder);

        Of(fleet, "uk").ShouldBe(["services/web.yml", "web.yaml"]);
        Of(fleet, "qatar").ShouldBe(["gke/ingress.yaml", "services/web.yml", "gke/web.yaml"]);
    }

    [Fact]
    public void A_fleet_beside_the_manifests_of_another_takes_none_of_its_regions()
    {
        Write("web.yaml", "gke/web.yaml", "gke/ingress.yaml");
        var other = Fleet("gke");
        var fleet = other with { Regions = [.. other.Regions.Where(region => region.Name == "uk")] };

        Of(fleet.Beside(other), "uk").ShouldBe(["web.yaml"]);
    }

    [Fact]
    public void Hidden_files_and_folders_are_no_manifests()
    {
        Write("web.yaml", ".gitlab-ci.yml", ".git/hooks.yaml", "gke/.old.yaml");

        Of(Fleet("gke"), "qatar").ShouldBe(["web.yaml"]);
    }

    [Theory]
    [InlineData("web.yaml", "/etc/passwd")]
    [InlineData("web.yaml", "other.yaml")]
    [InlineData("web.yaml", "nowhere")]
    [InlineData("services", "/")]
    [InlineData("services", ".")]
    [InlineData("gke", "services")]
    [InlineData("jobs", "services")]
    public void A_link_is_refused_wherever_it_leads(string name, string target)
    {
        Write("other.yaml", "services/a.yaml", "gke/a.yaml");
        var link = Path.Combine(_folder.FullName, name);
        if (name is "services" or "gke")
            Directory.Delete(link, recursive: true);
        File.CreateSymbolicLink(link, target);

        Should
            .Throw<UsageException>(() => Of(Fleet("gke"), "qatar"))
            .Message.ShouldBe($"{link}: {ManifestFile.IsLink}");
    }

    [Fact]
    public void A_hidden_folder_of_a_region_may_be_no_link_either()
    {
        Write("services/a.yaml");
        var link = Path.Combine(_folder.FullName, ".gke");
        File.CreateSymbolicLink(link, "services");

        Should.Throw<UsageException>(() => Of(Fleet(".gke"), "qatar")).Message.ShouldContain("is a link");
    }

    [Theory]
    [InlineData("gek", "there is no folder gek in {0}; did you mean 'gke'?")]
    [InlineData("GKE", "there is no folder GKE in {0}; did you mean 'gke'?")]
    [InlineData("./aks/", "there is no folder aks in {0}; known: gke, overlays")]
    [InlineData("overlays/gek", "there is no folder overlays/gek in {0}; did you mean 'gke'?")]
    [InlineData("overlays/gke/jobs", "there is no folder overlays/gke/jobs in {0}; there are none")]
    [InlineData("gke/a.yaml", "there is no folder gke/a.yaml in {0}; there are none")]
    public void A_folder_that_is_not_there_is_named_with_the_region_s_line_for_every_region(
        string folder,
        string problem
    )
    {
        Write("gke/a.yaml", "gke/jobs/migration.yaml", "overlays/gke/b.yaml", "jobs/migration.yaml", "access/a.yaml");
        var fleet = Fleet(folder);

        // Else those of `gke` would be those of every region.
        foreach (var region in new[] { "uk", "qatar" })
            Should
                .Throw<UsageException>(() => Of(fleet, region))
                .Message.ShouldBe(
                    $"{fleet.File}:11: region qatar: {problem.Replace("{0}", _folder.FullName, StringComparison.Ordinal)}"
                );
        Should
            .Throw<UsageException>(() => Migration(fleet, "qatar"))
            .Message.ShouldContain(problem.Replace("{0}", _folder.FullName, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("../shared")]
    [InlineData("gke/../../shared")]
    [InlineData("/etc")]
    public void A_folder_outside_of_that_of_the_fleet_file_is_refused(string folder)
    {
        Write("gke/a.yaml");
        var fleet = Fleet(folder);

        foreach (var read in new Action[] { () => Of(fleet, "qatar"), () => Migration(fleet, "qatar") })
            Should
                .Throw<UsageException>(read)
                .Message.ShouldBe(
                    $"{folder}: is not in {_folder.FullName}, the folder of the fleet file; put it there"
                );
    }

    [Fact]
    public void The_fleet_file_s_own_folder_is_no_other_one()
    {
        Write("web.yaml");

        Of(Fleet("./"), "qatar").ShouldBe(["web.yaml"]);
    }

    [Fact]
    public void The_manifests_of_another_fleet_need_not_have_the_folder()
    {
        Write("web.yaml", "gke/web.yaml");
        var fleet = Fleet("overlay");

        Of(fleet.Beside(Fleet("gke")), "qatar").ShouldBe(["web.yaml"]);
    }

    [Fact]
    public void A_link_that_is_neither_a_manifest_nor_a_folder_is_none_of_ours()
    {
        Write("web.yaml", "gke/web.yaml");
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "README.md"), "web.yaml");

        Of(Fleet("gke"), "uk").ShouldBe(["web.yaml"]);
    }

    private static IEnumerable<string> Of(Fleet fleet, string region) =>
        ManifestFiles
            .Of(fleet, fleet.Regions.Single(each => each.Name == region))
            .Select(file => file.Replace(Path.DirectorySeparatorChar, '/'));

    private static void Migration(Fleet fleet, string region) =>
        MigrationManifest.Render(
            fleet,
            fleet.Image,
            "Ada",
            "1.2.3",
            fleet.Regions.Single(each => each.Name == region),
            JobPurpose.Migrate(ImageTag.TryParse("1.2.3")!)
        );

    private void Write(params string[] files)
    {
        foreach (var file in files.Select(file => Path.Combine(_folder.FullName, file)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, "");
        }
    }

    private Fleet Fleet(string folder)
    {
        var file = Path.Combine(_folder.FullName, "fleet.yaml");
        File.WriteAllText(
            file,
            $$"""
            registry: megforms.azurecr.io
            repository: megforms
            mainBranch: master
            workloads: [{ selector: image=megforms, kinds: [Deployment], tag: "{version}" }]
            migration: { manifest: jobs/migration.yaml, job: migration }
            default: all
            groups: { all: [uk, qatar] }
            waves: [[uk, qatar]]
            regions:
              uk: { provider: aks, cluster: uk, resourceGroup: MEG, tier: production }
              qatar: { provider: gke, cluster: qatar, project: p, location: l, manifests: {{folder}}, tier: production }
            """
        );
        return FleetFile.Read(file);
    }
}
