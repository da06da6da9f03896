using Releases.Applying;
using Releases.Fleets;
using Releases.Fleets.Reading;

namespace Releases.Tests.Applying;

public sealed class ManifestFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("manifests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("gke")]
    [InlineData("./gke/")]
    public void A_region_takes_its_own_files_over_those_beside_the_fleet_file_and_nothing_that_a_release_runs(
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
        Write("gke/ingress.yaml", "services/jobs/once.yaml");
        var fleet = Fleet(folder);

        Of(fleet, "uk").ShouldBe(["services/web.yml", "web.yaml"]);
        Of(fleet, "qatar").ShouldBe(["gke/ingress.yaml", "services/web.yml", "gke/web.yaml"]);
    }

    private static IEnumerable<string> Of(Fleet fleet, string region) =>
        ManifestFiles
            .Of(fleet, fleet.Regions.Single(each => each.Name == region))
            .Select(file => file.Replace(Path.DirectorySeparatorChar, '/'));

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
