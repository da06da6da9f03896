using Foundation.Failures;
using Pipeline.Options;
using Pipeline.Requests;
using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Runs;

public sealed class RequestReaderTests
{
    private const string NoVersion = "no version: give --version=X.Y.Z or --bump=patch|minor|major";

    [Fact]
    public void A_right_command_line_becomes_a_request()
    {
        var request = Read(
            "--target=Deploy --version=1.2.3 --regions=qatar,uk",
            ("DOCKER_REGISTRY_PASSWORD", "s3cret")
        );

        request.Target.ShouldBe("Deploy");
        request.Options.Version!.Text.ShouldBe("1.2.3");
        request
            .Waves.Select(wave => string.Join(' ', wave.Regions.Select(region => region.Name)))
            .ShouldBe(["uk", "qatar"]);
        request.RegistryPassword!.Reveal().ShouldBe("s3cret");
        request.IsDryRun.ShouldBeFalse();
    }

    [Theory]
    [InlineData("s3cret\n", "s3cret")]
    [InlineData("s3cret\r", "s3cret")]
    [InlineData("s3cret\r\n", "s3cret")]
    [InlineData(" s3cret ", " s3cret ")]
    [InlineData("\r\n", null)]
    public void The_password_is_what_docker_would_take_of_the_variable(string variable, string? password) =>
        Read("--target=Deploy --version=1.2.3", ("DOCKER_REGISTRY_PASSWORD", variable))
            .RegistryPassword?.Reveal()
            .ShouldBe(password);

    [Fact]
    public void Targets_that_need_no_fleet_read_none()
    {
        var request = Read("--target=Test --fleet=no-such-file.yaml");

        request.Fleet.ShouldBeNull();
        request.Waves.ShouldBeEmpty();
        request.RegistryPassword.ShouldBeNull();
    }

    [Theory]
    [InlineData("--target=Depoly --version=1.2.3", "there is no target 'Depoly'; did you mean 'Deploy'?")]
    [InlineData("--target=Deploy", NoVersion)]
    [InlineData("--target=Rollback", "Rollback needs the version to go back to: --version=X.Y.Z")]
    [InlineData("--target=CheckRollback", "CheckRollback needs the version to go back to: --version=X.Y.Z")]
    [InlineData("--target=Deploy --verison=1.2.3", "unknown argument --verison; did you mean --version?")]
    [InlineData("--target=StartPatch", "no line: give --line=X.Y")]
    [InlineData("--target=FinishPatch", "no line: give --line=X.Y")]
    [InlineData("--target=StartPatch --lime=1.2", "unknown argument --lime; did you mean --line?")]
    [InlineData("--target=Revert", "no commit: give --commit=SHA")]
    [InlineData("--target=Revert --comit=abc", "unknown argument --comit; did you mean --commit?")]
    [InlineData("--target=Drill --report=x.pdf", "--report: a report is a page: name it FILE.html, not 'x.pdf'")]
    [InlineData("--target=Deploy --version=1.2.3 --version=1.2.4", "--version is given twice; give it once")]
    [InlineData("--target=Deploy --version=1.2.3 --regions=uk --regions=au", "--regions is given twice; give it once")]
    [InlineData("--target=Deploy --version=1.2.3 --yes --YES=false", "--yes is given twice; give it once")]
    [InlineData(
        "--target=Deploy --version=1.2.3 -v=quiet --verbosity=verbose",
        "--verbosity is given twice; give it once"
    )]
    [InlineData("--target=Deploy --version=", "--version needs a value: --version=X.Y.Z")]
    [InlineData(
        "--target=Deploy --version=1.2",
        "--version: '1.2' is not a version X.Y.Z, and uk is of tier production; other tags are for staging"
    )]
    [InlineData(
        "--target=Deploy --version=main --regions=ksa",
        "--version: 'main' is not a version X.Y.Z, and ksa is of tier production; other tags are for staging"
    )]
    [InlineData(
        "--target=Deploy --version=1.2.3 --regions=quatar",
        "--regions: unknown region 'quatar'; regions: production (eu), uk, uae, au, us, qatar, ksa; groups: production"
    )]
    [InlineData(
        "--target=Deploy --version=1.2.3 --rollout-timeout=10",
        "--rollout-timeout: '10' is no duration; write 90s, 10m or 1h"
    )]
    [InlineData(
        "--target=Preflight --version=1.2.3 --output=json",
        "--output: Preflight does nothing with it, only CheckMigrations, CheckRollback, Deploy, History, Pipeline, Plan, Rollback, Status; leave it out"
    )]
    [InlineData(
        "--target=Status --kubeconfig=uk.kubeconfig",
        "--kubeconfig: Status does nothing with it, only Credentials; leave it out"
    )]
    public void What_is_wrong_is_one_line(string words, string problem) => ProblemsOf(words).ShouldBe([problem]);

    [Fact]
    public void A_flag_that_contradicts_the_fleet_is_named_with_the_place()
    {
        var problem = ProblemsOf("--target=Deploy --version=1.2.3 --regions=uk --gke").ShouldHaveSingleItem();

        problem.ShouldMatch(@"\Aregion uk: --gke contradicts the fleet, where it is aks \(.+fleet\.yaml:\d+\)\z");
    }

    [Fact]
    public void A_version_of_the_environment_is_named_by_its_variable() =>
        ProblemsOf("--target=Deploy", ("CI_COMMIT_TAG", "v1.2.3"))
            .ShouldHaveSingleItem()
            .ShouldStartWith("CI_COMMIT_TAG: 'v1.2.3' is not a version X.Y.Z, and uk is of tier production");

    [Fact]
    public void A_fleet_file_that_is_missing_is_named() =>
        ProblemsOf("--target=Deploy --version=1.2.3 --fleet=nowhere.yaml")
            .ShouldHaveSingleItem()
            .ShouldEndWith("nowhere.yaml: there is no such fleet file; name one with --fleet=FILE");

    [Fact]
    public void Everything_that_is_wrong_is_reported_together() =>
        ProblemsOf("--target=Deploy --verson=1.2.3 --regions=quatar,atlantis --migration-timeout=long stray --gke=x")
            .ShouldBe([
                "unknown argument --verson; did you mean --version?",
                "'stray' is no argument; arguments look like --name=value",
                "--gke is a flag: it takes no value but true and false, not 'x'",
                "--migration-timeout: 'long' is no duration; write 90s, 10m or 1h",
                "--regions: unknown region 'quatar'; regions: production (eu), uk, uae, au, us, qatar, ksa; groups: production",
                "--regions: unknown region 'atlantis'; regions: production (eu), uk, uae, au, us, qatar, ksa; groups: production",
            ]);

    [Fact]
    public void A_tag_that_is_no_version_is_for_staging_only()
    {
        using var folder = new TemporaryFolder();
        var fleet = folder.Write(
            "fleet.yaml",
            """
            registry: example.azurecr.io
            repository: app
            workloads: [{ selector: app=x }]
            default: all
            groups: { all: [alpha] }
            regions: { alpha: { provider: context, context: kind, tier: staging } }
            """
        );

        Read($"--target=Deploy|--version=feature-x|--fleet={fleet}").Options.Version!.Text.ShouldBe("feature-x");
    }

    [Theory]
    [InlineData("kube/config", "FOLDER/kube/config")]
    [InlineData("~/.kube/staging", "HOME/.kube/staging")]
    public void A_kubeconfig_of_the_fleet_depends_on_no_current_folder(string written, string path)
    {
        using var folder = new TemporaryFolder();
        var fleet = folder.Write(
            "fleet.yaml",
            $$"""
            registry: example.azurecr.io
            repository: app
            workloads: [{ selector: app=x }]
            default: all
            groups: { all: [alpha] }
            regions: { alpha: { provider: context, context: kind, kubeconfig: {{written}} } }
            """
        );

        var request = Read($"--target=Status|--fleet={fleet}");

        request
            .Waves[0]
            .Regions[0]
            .Kubeconfig.ShouldBe(
                Path.GetFullPath(
                    path.Replace("FOLDER", folder.Path, StringComparison.Ordinal)
                        .Replace("HOME", request.Environment.Home, StringComparison.Ordinal)
                )
            );
    }

    [Theory]
    [InlineData("--working=forms")]
    [InlineData("-w=FOLDER/forms")]
    public void Paths_and_the_search_for_the_fleet_start_from_the_working_folder(string working)
    {
        using var folder = new TemporaryFolder();
        folder.Write("forms/.git/HEAD", "");
        var fleet = folder.Write(
            "forms/kubernetes/fleet.yaml",
            """
            registry: example.azurecr.io
            repository: app
            workloads: [{ selector: app=x }]
            default: all
            groups: { all: [alpha] }
            regions: { alpha: { provider: context, context: kind } }
            """
        );

        var request = ReadIn(folder, "--target=Status", "--report=status.html", working);

        request.Options.FleetFile.ShouldBe(fleet);
        request.Options.App.ShouldBe(folder["forms"]);
        request.Options.ReportFile.ShouldBe(folder["forms/status.html"]);
        request.Environment.WorkingFolder.ShouldBe(folder["forms"]);
    }

    [Theory]
    [InlineData("--working=gone", "--working: FOLDER/gone: there is no such folder")]
    [InlineData("--working=taken", "--working: FOLDER/taken: there is no such folder")]
    [InlineData("--working=~/forms", "--working: the shell did not expand the ~; write --working=\"$HOME/forms\"")]
    public void A_working_folder_that_is_none_is_named(string working, string problem)
    {
        using var folder = new TemporaryFolder();
        folder.Write("taken", "a file, not a folder");

        Should
            .Throw<UsageException>(() => ReadIn(folder, "--target=Status", working))
            .Problems.ShouldBe([problem.Replace("FOLDER", folder.Path, StringComparison.Ordinal)]);
    }

    private static ReleaseRequest ReadIn(TemporaryFolder folder, params string[] words) =>
        RequestReader.Read(
            CommandLine.Parse([.. words.Select(word => word.Replace("FOLDER", folder.Path, StringComparison.Ordinal))]),
            RunEnvironments.Of() with
            {
                WorkingFolder = folder.Path,
            },
            TestContext.Current.CancellationToken
        );

    private static IReadOnlyList<string> ProblemsOf(string words, params (string Name, string Value)[] variables) =>
        Should.Throw<UsageException>(() => Read(words, variables)).Problems;

    private static ReleaseRequest Read(string words, params (string Name, string Value)[] variables)
    {
        // A temporary folder may have a space in its name.
        var separator = words.Contains('|') ? '|' : ' ';
        return RequestReader.Read(
            CommandLine.Parse(words.Split(separator)),
            RunEnvironments.Of(variables),
            TestContext.Current.CancellationToken
        );
    }
}
