using System.Text;
using Drill.Faults;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Tools.Git;
using Releases.Fleets.Reading;
using Releases.Records;

namespace Pipeline.Tests.NewRegions;

public sealed class AddRegionTests
{
    private const string Comment = "# Everything that runs.\n";

    private const string ForItsPage = """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: page
        data:
          host: $HOST
          other: $HOST
        """;

    private static readonly string[] South = ["--regions=south", "--provider=context"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_region_is_written_looked_at_and_can_be_released_to()
    {
        await using var fleet = await WithoutSouthAsync();
        var url = fleet["south"].PageUrl;

        var run = (await fleet.RunAsync("AddRegion", [.. South, $"--url={url}", "--aliases=s"])).ShouldEndWith(
            ExitCode.Done
        );

        var text = await File.ReadAllTextAsync(fleet.FleetFilePath, Ct);
        text.ShouldStartWith(Comment);
        text.ShouldEndWith(
            $"  south: {{ aliases: [s], provider: context, context: south, tier: production, url: \"{url}\" }}"
        );
        run.Output.ShouldContain("+ groups: { all: [north, south] }\n");
        foreach (
            var need in (string[])
                ["namespace", "permissions", "workloads", "image pull", "migration Job", "registry", "public page"]
        )
            run.Lines.ShouldContain(line => line.StartsWith($"ready    {need} ", StringComparison.Ordinal), need);
        run.Lines.ShouldContain("./build.sh --target=Plan --version=X.Y.Z --regions=south");
        run.Record.Outcome.ShouldBe(Outcome.Succeeded);
        Writes(fleet).ShouldBe(0);
        (await fleet.RunAsync("Deploy", "--regions=s")).ShouldEndWith(ExitCode.Done);
        (await fleet.PageOf("south")).ShouldContain(StagedFleet.To);
    }

    [Fact]
    public async Task A_fleet_file_in_another_encoding_stays_as_it_is()
    {
        await using var fleet = await WithoutSouthAsync();
        var text = await File.ReadAllTextAsync(fleet.FleetFilePath, Ct);
        await File.WriteAllTextAsync(fleet.FleetFilePath, $"# Z\u00FCrich\n{text}", Encoding.Latin1, Ct);
        var before = await File.ReadAllBytesAsync(fleet.FleetFilePath, Ct);

        var run = (await fleet.RunAsync("AddRegion", South)).ShouldEndWith(ExitCode.Usage);

        run.ToString().ShouldContain($"{fleet.FleetFilePath}:1: is not UTF-8");
        (await File.ReadAllBytesAsync(fleet.FleetFilePath, Ct)).ShouldBe(before);
    }

    [Fact]
    public async Task What_is_missing_is_listed_with_what_helps_and_the_next_look_needs_the_name_alone()
    {
        await using var fleet = await WithoutSouthAsync();
        fleet["south"].Access.Deny("create", "jobs.batch");
        File.Delete(Path.Combine(fleet.Kubernetes, "jobs", "migration.yaml"));

        var first = (await fleet.RunAsync("AddRegion", [.. South, "--namespace=nowhere"])).ShouldEndWith(ExitCode.Done);
        fleet["south"].Access.AllowAll();
        var second = (await fleet.RunAsync("AddRegion", "--regions=south")).ShouldEndWith(ExitCode.Failed);

        FleetFile.Read(fleet.FleetFilePath).Regions.Select(region => region.Name).ShouldBe(["north", "south"]);
        first.Lines.ShouldContain("MISSING  namespace      there is no namespace nowhere");
        first.Lines.ShouldContain("next: kubectl --context south --namespace nowhere create namespace nowhere");
        first.Lines.ShouldContain("MISSING  permissions    create jobs.batch");
        first.Said.ShouldContain("next: have the Role of docs/permissions.md applied");
        first.Said.ShouldContain("no Deployment or CronJob has the label image=megforms");
        first.Said.ShouldContain("next: ./build.sh --target=ApplyManifests --regions=south");
        first.Lines.ShouldContain(line => line.StartsWith("MISSING  migration Job", StringComparison.Ordinal));
        first.Lines.ShouldContain(line => line.StartsWith("unknown  image pull", StringComparison.Ordinal));
        first.Output.ShouldContain("south misses 4 things. When that is done, look again:\n");
        first.Lines.ShouldContain($"./build.sh --target=AddRegion --regions=south '--fleet={fleet.FleetFilePath}'");
        second.Lines.ShouldContain("ready    permissions    all that a release needs");
        second.Output.ShouldContain("south misses 3 things.");
        Writes(fleet).ShouldBe(0);
    }

    [Fact]
    public async Task Where_no_workload_is_yet_its_manifests_are_tried()
    {
        await using var fleet = await WithoutSouthAsync();
        await File.WriteAllTextAsync(Path.Combine(fleet.Kubernetes, "page.yaml"), ForItsPage, Ct);

        var first = (await fleet.RunAsync("AddRegion", [.. South, "--namespace=empty"])).ShouldEndWith(ExitCode.Done);
        var text = await File.ReadAllTextAsync(fleet.FleetFilePath, Ct);
        await File.WriteAllTextAsync(
            fleet.FleetFilePath,
            text.Replace(
                "context: south,",
                "context: south, url: \"https://south.example/\",",
                StringComparison.Ordinal
            ),
            Ct
        );
        var second = await fleet.RunAsync("AddRegion", "--regions=south");

        first.Lines.ShouldContain(line => line.StartsWith("MISSING  manifests ", StringComparison.Ordinal));
        // The file's path is as long as that of the temporary folder, and may be broken anywhere.
        first
            .Said.Replace(" ", "", StringComparison.Ordinal)
            .ShouldContain("page.yaml:6:unknownvariable$HOST;regionsouthhasno`url`");
        first.Said.ShouldContain("; and 1 more");
        second.Lines.ShouldContain("ready    manifests      1 object can be applied");
    }

    [Fact]
    public async Task A_cluster_that_cannot_be_reached_is_missing_and_the_rest_is_told()
    {
        await using var fleet = await WithoutSouthAsync();

        var run = (await fleet.RunAsync("AddRegion", "--regions=west", "--provider=context")).ShouldEndWith(
            ExitCode.Done
        );

        run.Said.ShouldContain("MISSING  credentials");
        run.Said.ShouldContain("there is no context 'west'");
        run.Lines.ShouldContain(line => line.StartsWith("ready    registry", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nodes_that_cannot_pull_are_told_by_a_pod_of_theirs()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].Faults.Add(FaultKind.ImageMissing);
        (await fleet.RunAsync("SetImage", "--exclusive")).ShouldEndWith(ExitCode.Done);
        await EventuallyAsync(async () =>
        {
            var run = (await fleet.RunAsync("AddRegion", "--regions=north")).ShouldEndWith(ExitCode.Failed);
            return run.Said.Contains($"cannot pull {fleet.Image}:{StagedFleet.To}", StringComparison.Ordinal)
                && run.Said.Contains("create secret docker-registry NAME", StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_dry_run_prints_the_change_and_does_nothing_else()
    {
        await using var fleet = await WithoutSouthAsync();
        var before = await File.ReadAllTextAsync(fleet.FleetFilePath, Ct);
        var requests = fleet["south"].Requests.Count;

        var run = (await fleet.RunAsync("AddRegion", [.. South, "--dry-run"])).ShouldEndWith(ExitCode.Done);

        run.Lines.ShouldContain("- waves: [[north]]");
        run.Lines.ShouldContain("+ waves: [[north, south]]");
        run.Lines.ShouldContain("+   south: { provider: context, context: south, tier: production }");
        run.Json.ShouldBeNull();
        (await File.ReadAllTextAsync(fleet.FleetFilePath, Ct)).ShouldBe(before);
        fleet["south"].Requests.Count.ShouldBe(requests);
    }

    [Fact]
    public async Task Whoever_is_asked_sees_the_change_first_and_may_say_no()
    {
        await using var fleet = await WithoutSouthAsync();
        var before = await File.ReadAllTextAsync(fleet.FleetFilePath, Ct);

        var run = (await fleet.AskedAsync("n", "AddRegion", South)).ShouldEndWith(ExitCode.Refused);

        run.Errors.ShouldContain("+   south: ");
        run.Errors.ShouldContain("+ waves: [[north, south]]");
        run.Output.ShouldNotContain("+ ");
        run.Errors.ShouldContain($"Write this to {fleet.FleetFilePath}? [y/N]");
        (await File.ReadAllTextAsync(fleet.FleetFilePath, Ct)).ShouldBe(before);
    }

    [Fact]
    public async Task A_file_that_somebody_changes_before_the_answer_is_left_alone()
    {
        await using var fleet = await WithoutSouthAsync();

        var run = (
            await fleet.AskedAsync(
                () =>
                {
                    File.AppendAllText(fleet.FleetFilePath, "\n# Mine.\n");
                    return "y";
                },
                "AddRegion",
                South
            )
        ).ShouldEndWith(ExitCode.Refused);

        run.Said.ShouldContain("somebody has changed it meanwhile, so nothing was written");
        (await File.ReadAllTextAsync(fleet.FleetFilePath, Ct)).ShouldNotContain("south");
    }

    [Fact]
    public async Task A_file_with_other_changes_or_a_link_is_refused()
    {
        await using var fleet = await WithoutSouthAsync();
        GitCommand.In(fleet.Kubernetes, "init", "--quiet");
        var untracked = (await fleet.RunAsync("AddRegion", South)).ShouldEndWith(ExitCode.Refused);
        string[] author = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
        GitCommand.In(fleet.Kubernetes, "add", "--all");
        GitCommand.In(fleet.Kubernetes, [.. author, "commit", "--quiet", "--message=Fleet"]);
        await File.AppendAllTextAsync(fleet.FleetFilePath, "\n# Mine.\n", Ct);
        var changed = (await fleet.RunAsync("AddRegion", South)).ShouldEndWith(ExitCode.Refused);
        GitCommand.In(fleet.Kubernetes, "checkout", "--quiet", "--", "fleet.yaml");
        fleet.WriteManifest("other.yaml", "a: b\n");

        (await fleet.RunAsync("AddRegion", [.. South, "--dry-run"])).ShouldEndWith(ExitCode.Done);

        foreach (var run in new[] { untracked, changed })
            run.Said.ShouldContain($"{fleet.FleetFilePath}: it has changes that are not committed");
        changed.Said.ShouldContain("diff -- fleet.yaml shows them; commit or discard them first");
        File.Move(fleet.FleetFilePath, $"{fleet.FleetFilePath}.real");
        File.CreateSymbolicLink(fleet.FleetFilePath, $"{fleet.FleetFilePath}.real");
        (await fleet.RunAsync("AddRegion", South)).ShouldEndWith(ExitCode.Usage).Said.ShouldContain("is a link");
    }

    [Fact]
    public async Task What_is_wrong_in_its_arguments_is_said_once()
    {
        await using var fleet = await WithoutSouthAsync();

        var run = (await fleet.RunAsync("AddRegion", "--regions=SOUTH")).ShouldEndWith(ExitCode.Usage);

        run.Said.Split("'SOUTH': a name has lower-case letters").Length.ShouldBe(2);
        run.Said.Split("no provider: give --provider=").Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_region_that_is_there_is_not_changed_by_other_arguments()
    {
        await using var fleet = await WithoutSouthAsync();

        var run = (
            await fleet.RunAsync("AddRegion", "--regions=north", "--provider=aks", "--tier=staging", "--groups=all")
        ).ShouldEndWith(ExitCode.Usage);

        var where = $"({fleet.FleetFilePath}:{FleetFile.Read(fleet.FleetFilePath).Regions[0].Line})";
        run.Said.ShouldContain($"--provider: north is there already with 'context' {where}; change it in the file");
        run.Said.ShouldContain($"--tier: north is there already with 'production' {where}; change it in the file");
        run.Said.ShouldNotContain("--groups:");
    }

    [Theory]
    [InlineData("--cluster=uk-cluster", "--cluster: west is there already with 'UK-Cluster' (")]
    [InlineData("--resource-group=meg", "--resource-group: west is there already with 'MEG' (")]
    [InlineData("--tier=production", "--tier: west is there already with 'staging' (")]
    [InlineData("--provider=gke", "--provider: west is there already with 'aks' (")]
    public async Task What_the_file_has_is_said_as_the_file_writes_it(string argument, string problem)
    {
        await using var fleet = await WithoutSouthAsync();
        const string West =
            "\n  west: { provider: aks, cluster: UK-Cluster, resourceGroup: MEG, subscription: s, tier: staging }\n";
        await File.AppendAllTextAsync(fleet.FleetFilePath, West, Ct);
        var text = await File.ReadAllTextAsync(fleet.FleetFilePath, Ct);
        text = text.Replace("all: [north]", "all: [north, west]", StringComparison.Ordinal)
            .Replace("[[north]]", "[[north], [west]]", StringComparison.Ordinal);
        await File.WriteAllTextAsync(fleet.FleetFilePath, text, Ct);

        var run = (await fleet.RunAsync("AddRegion", "--regions=west", argument)).ShouldEndWith(ExitCode.Usage);

        (run.Said + run.Errors).ShouldContain(problem);
    }

    private static int Writes(StagedFleet fleet) => fleet["south"].Requests.Count(request => request.IsWrite);

    // South is a cluster like the others, and nobody has written it down yet.
    private static async Task<StagedFleet> WithoutSouthAsync()
    {
        var fleet = await StagedFleet.StartAsync("north", "south");
        var lines = (await File.ReadAllTextAsync(fleet.FleetFilePath, Ct))
            .Replace("[north, south]", "[north]", StringComparison.Ordinal)
            .Replace("[[north], [south]]", "[[north]]", StringComparison.Ordinal)
            .Split('\n')
            .Where(line => !line.StartsWith("  south:", StringComparison.Ordinal));
        await File.WriteAllTextAsync(fleet.FleetFilePath, Comment + string.Join('\n', lines), Ct);
        return fleet;
    }

    private static async Task EventuallyAsync(Func<Task<bool>> isSo)
    {
        while (!await isSo())
            await Task.Delay(TimeSpan.FromMilliseconds(100), Ct);
    }
}
