using Clusters.Kubeconfigs;
using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Compiled.Credentials;

public sealed class CloudCredentialsTests
{
    [Fact]
    public async Task Credentials_of_a_cloud_name_the_account_and_go_to_a_file_that_only_this_user_can_read()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        using var folder = new TemporaryFolder();
        Prepare(folder, fleet);
        var file = folder["uk.kubeconfig"];

        var run = await RunAsync(fleet, folder, "--regions=uk", $"--kubeconfig={file}");

        run.ShouldEndWith(ExitCode.Done);
        run.Lines[2].ShouldMatch(@"^uk      ready        aks       ann@example\.com in Production  v1\.\d+");
        run.Errors.ShouldContain($"Kubeconfig: {file}");
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        text.Trim()
            .ShouldBe($"# Written by --target=Credentials, which may replace it.\n{fleet["north"].Kubeconfig.Trim()}");
        Kubeconfig.Read(file).CurrentContext.ShouldBe("north");
        // It is ours, so the next run may write it again.
        (await RunAsync(fleet, folder, "--regions=uk", $"--kubeconfig={file}")).ShouldEndWith(ExitCode.Done);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFileSystemEntries(folder["temporary"], "release-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task Both_clouds_are_asked_and_one_without_a_log_in_says_what_to_run()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        using var folder = new TemporaryFolder();
        Prepare(folder, fleet);
        CloudCommands.Write(
            folder,
            "gcloud",
            (Google, Unknown("You do not currently have an active account selected.")),
            ("auth list --filter=status:ACTIVE --format=value(account)", "exit 0")
        );

        var run = (await RunAsync(fleet, folder)).ShouldEndWith(ExitCode.Failed);

        run.Lines[2].ShouldStartWith("uk      ready        aks");
        run.Lines[3].ShouldBe("qatar   FAILED       gke       ?                              -");
        run.Lines.ShouldContain("next: gcloud auth login");
    }

    [Theory]
    [InlineData("--regions=uk,qatar", "--kubeconfig: a file holds one region; name it with --regions=NAME")]
    [InlineData(
        "--regions=north",
        "--kubeconfig: region north is context 'north' of a kubeconfig that is there already"
    )]
    public async Task A_kubeconfig_that_cannot_be_given_is_a_usage_error(string regions, string problem)
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        using var folder = new TemporaryFolder();
        Prepare(folder, fleet);

        var run = (await RunAsync(fleet, folder, regions, "--kubeconfig=file")).ShouldEndWith(ExitCode.Usage);

        run.ToString().ShouldContain(problem);
        File.Exists(folder["file"]).ShouldBeFalse();
    }

    [Fact]
    public async Task The_users_own_kubeconfig_is_never_written()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        using var folder = new TemporaryFolder();
        Prepare(folder, fleet);

        var run = await RunAsync(fleet, folder, "--regions=uk", $"--kubeconfig={fleet.Kubeconfig}");

        run.ShouldEndWith(ExitCode.Usage);
        run.ToString().ShouldContain($"{fleet.Kubeconfig} is your own, which is never written; name another file");
    }

    [Fact]
    public async Task An_az_that_has_kubelogin_convert_leaves_the_users_own_kubeconfig_alone()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        using var folder = new TemporaryFolder();
        Prepare(folder, fleet);
        CloudCommands.Write(
            folder,
            "az",
            (
                "aks get-credentials --name uk --resource-group MEG -f -",
                $"kubelogin convert-kubeconfig -l azurecli; cat '{folder["cluster"]}'"
            ),
            ("account show --output json", """echo '{"id":"42","name":"Production","user":{"name":"ann"}}'""")
        );
        CloudCommands.Write(
            folder,
            "kubelogin",
            ("convert-kubeconfig -l azurecli", "echo converted >> \"${KUBECONFIG:-$HOME/.kube/config}\"")
        );
        var own = await File.ReadAllTextAsync(fleet.Kubeconfig, TestContext.Current.CancellationToken);

        (await RunAsync(fleet, folder, "--regions=uk")).ShouldEndWith(ExitCode.Done);

        CloudCommands.Started(folder, "kubelogin").ShouldNotBeEmpty();
        (await File.ReadAllTextAsync(fleet.Kubeconfig, TestContext.Current.CancellationToken)).ShouldBe(own);
    }

    [Theory]
    [InlineData("./kube/../mine")]
    [InlineData("link")]
    [InlineData("dangling")]
    [InlineData("below/mine")]
    [InlineData("kube")]
    public async Task What_it_did_not_write_itself_is_never_touched_however_it_is_spelled(string path)
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        using var folder = new TemporaryFolder();
        Prepare(folder, fleet);
        folder.Write("mine", "apiVersion: v1\nkind: Config\n");
        Directory.CreateDirectory(folder["kube"]);
        File.CreateSymbolicLink(folder["link"], folder["mine"]);
        File.CreateSymbolicLink(folder["dangling"], folder["nowhere"]);
        Directory.CreateSymbolicLink(folder["below"], folder.Path);
        fleet.Exported["KUBECONFIG"] = "";

        var run = await RunAsync(fleet, folder, "--regions=uk", $"--kubeconfig={path}");

        run.ShouldEndWith(ExitCode.Usage).ToString().ShouldContain("was not written by this command");
        (await File.ReadAllTextAsync(folder["mine"], TestContext.Current.CancellationToken)).ShouldStartWith(
            "apiVersion"
        );
        new FileInfo(folder["link"]).LinkTarget.ShouldBe(folder["mine"]);
        File.Exists(folder["nowhere"]).ShouldBeFalse();
    }

    [Fact]
    public async Task With_an_empty_KUBECONFIG_the_users_own_is_the_one_in_the_home_folder()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        using var folder = new TemporaryFolder();
        Prepare(folder, fleet);
        fleet.Exported["KUBECONFIG"] = "";
        var own = folder["home/.kube/config"];

        (await RunAsync(fleet, folder, "--regions=uk", $"--kubeconfig={own}"))
            .ShouldEndWith(ExitCode.Usage)
            .ToString()
            .ShouldContain($"{own} is your own");
        File.Exists(own).ShouldBeFalse();
    }

    private const string Google = "container clusters get-credentials qatar --region me-central1 --project meg-qatar";

    private static void Prepare(TemporaryFolder folder, StagedFleet fleet)
    {
        var cluster = folder.Write("cluster", fleet["north"].Kubeconfig);
        CloudCommands.Write(
            folder,
            "az",
            ("aks get-credentials --name uk --resource-group MEG -f -", $"cat '{cluster}'"),
            (
                "account show --output json",
                """echo '{"id":"42","name":"Production","user":{"name":"ann@example.com"}}'"""
            )
        );
        CloudCommands.Write(folder, "gke-gcloud-auth-plugin");
        folder.Write(
            "fleet.yaml",
            """
            registry: megforms.azurecr.io
            repository: megforms
            mainBranch: master
            workloads:
              - { selector: image=megforms, kinds: [Deployment, CronJob], tag: "{version}" }
            migration: { manifest: jobs/migration.yaml, job: migration }
            default: clouds
            groups: { clouds: [uk, qatar], all: [north] }
            waves: [[uk, qatar, north]]
            regions:
              uk: { provider: aks, cluster: uk, resourceGroup: MEG, tier: staging }
              qatar: { provider: gke, cluster: qatar, project: meg-qatar, location: me-central1, tier: staging }
              north: { provider: context, context: north, tier: staging }
            """
        );
    }

    private static string Unknown(string error) => $"echo 'ERROR: (gcloud) {error}' >&2; exit 1";

    private static async Task<FinishedRun> RunAsync(
        StagedFleet fleet,
        TemporaryFolder folder,
        params string[] arguments
    )
    {
        fleet.Exported["PATH"] = $"{folder["bin"]}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        await using var command = CompiledCommand.On(
            fleet,
            folder,
            "Credentials",
            ["--cloud-access=cli", $"--fleet={folder["fleet.yaml"]}", .. arguments]
        );
        return await command.EndAsync(folder["record.json"]);
    }
}
