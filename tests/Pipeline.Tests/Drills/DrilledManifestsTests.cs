using Pipeline.Running;
using Releases.Records;

namespace Pipeline.Tests.Drills;

/// <summary>A drill runs what the fleet's own manifests say.</summary>
public sealed class DrilledManifestsTests
{
    [Fact]
    public async Task The_regions_have_them_already_those_of_Google_with_what_differs_there()
    {
        var run = (
            await CommandRun.OfAsync(
                Words.Of(["--target=Drill", "--apply-manifests"], ["--regions=uk,qatar"]),
                new Dictionary<string, string>(),
                TestContext.Current.CancellationToken
            )
        ).ShouldEndWith(ExitCode.Done);

        foreach (var region in new[] { "uk", "qatar" })
        {
            run.StageOf(region, Stage.Apply).ShouldBe(Outcome.Skipped);
            run.Region(region).Objects!.Count.ShouldBe(17);
            run.Region(region).Objects!.ShouldAllBe(each => each.Change == "unchanged");
            run.Region(region).Live.ShouldBe("1.2.3");
        }
    }

    [Fact]
    public async Task A_fleet_of_ones_own_is_rehearsed_with_its_own_manifests()
    {
        using var folder = new TemporaryFolder();
        var fleet = WriteFleet(folder, "variables: { NAME: own }");
        folder.Write("own.yaml", Workload("$NAME"));

        var run = (await DrillAsync(fleet)).ShouldEndWith(ExitCode.Done);

        run.Region("here").Workloads.Select(each => $"{each.Kind} {each.Name}").ShouldBe(["Deployment own"]);
    }

    [Fact]
    public async Task A_variable_of_ones_own_that_is_not_set_ends_it_with_file_and_line()
    {
        using var folder = new TemporaryFolder();
        var fleet = WriteFleet(folder, "");
        folder.Write("own.yaml", Workload("$NAME"));

        var run = (await DrillAsync(fleet)).ShouldEndWith(ExitCode.Usage);

        run.ToString().ShouldContain("own.yaml:3: unknown variable $NAME; set it in `variables` in ");
    }

    private static Task<FinishedRun> DrillAsync(string fleet) =>
        CommandRun.OfAsync(
            Words.Of(["--target=Drill", $"--fleet={fleet}"], []),
            new Dictionary<string, string>(),
            TestContext.Current.CancellationToken
        );

    private static string WriteFleet(TemporaryFolder folder, string variables)
    {
        folder.Write(
            "jobs/migration.yaml",
            File.ReadAllText(Path.Combine(Repository.Root, "kubernetes", "jobs", "migration.yaml"))
        );
        return folder.Write(
            "fleet.yaml",
            $$"""
            registry: registry.example
            repository: megforms
            mainBranch: master
            workloads: [{ selector: image=megforms, kinds: [Deployment], tag: "{version}" }]
            {{variables}}
            default: all
            groups: { all: [here] }
            waves: [[here]]
            regions: { here: { provider: context, context: here } }
            """
        );
    }

    private static string Workload(string name) =>
        $$"""
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: {{name}}, labels: { image: megforms } }
            spec:
              selector: { matchLabels: { app: web } }
              template:
                metadata: { labels: { app: web } }
                spec:
                  containers:
                    - name: web
                      image: "$IMAGE:$VERSION"
                      env: [{ name: KEY, valueFrom: { secretKeyRef: { name: keys, key: one } } }]
            """;
}
