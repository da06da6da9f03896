using Pipeline.Options;
using Releases.Versions;
using static Pipeline.Tests.Options.OptionReading;

namespace Pipeline.Tests.Options;

public sealed class ReleaseOptionsTests
{
    private const string Release = "--target=Deploy";

    [Fact]
    public void Without_arguments_everything_has_a_default()
    {
        var options = Of("");

        options.Version.ShouldBeNull();
        options.Bump.ShouldBeNull();
        options.Regions.Names.ShouldBeEmpty();
        options.Regions.Waves.ShouldBeEmpty();
        options.Regions.Gke.ShouldBeFalse();
        options.Regions.Namespace.ShouldBeNull();
        options.FleetFile.ShouldBe(Path.Combine(Root, "kubernetes", "fleet.yaml"));
        options.App.ShouldBe(Root);
        options.Image.ShouldBeNull();
        options.Builder.ShouldBe("docker");
        options.TailMigration.ShouldBeFalse();
        options.MigrationTimeout.ShouldBe(TimeSpan.FromMinutes(30));
        options.RolloutTimeout.ShouldBe(TimeSpan.FromMinutes(10));
        options.Yes.ShouldBeFalse();
        options.Actor.ShouldBeNull();
        options.CiRef.ShouldBeNull();
        options.CiJob.ShouldBeNull();
        options.RecordFile.ShouldBeNull();
        options.Progress.ShouldBe("auto");
    }

    [Fact]
    public void Every_argument_is_read()
    {
        var options = Of(
            "--version=1.2.3|--regions=uk,qatar|--gke|--gke-regions=oman|--gke-project=p|--gke-location=l|--fleet=f.yaml"
                + "|--namespace=shop|--app=app|--image=r.example/i|--builder=acr|--waves=uk;production,uae|--tail-migration"
                + "|--migration-timeout=90s|--rollout-timeout=1h|--allow-version-gap|--registry-user=u|--yes|--actor=Ann"
                + "|--record=r.json|--progress=PLAIN"
        );

        options.Version!.Text.ShouldBe("1.2.3");
        options.Regions.Names.ShouldBe(["uk", "qatar"]);
        options.Regions.Gke.ShouldBeTrue();
        options.Regions.GkeRegions.ShouldBe(["oman"]);
        options.Regions.GkeProject.ShouldBe("p");
        options.Regions.GkeLocation.ShouldBe("l");
        options.Regions.Namespace.ShouldBe("shop");
        options.Regions.Waves.ShouldBe([
            ["uk"],
            ["production", "uae"],
        ]);
        options.FleetFile.ShouldBe(Path.Combine(WorkingFolder, "f.yaml"));
        options.App.ShouldBe(Path.Combine(WorkingFolder, "app"));
        options.Image.ShouldBe("r.example/i");
        options.Builder.ShouldBe("acr");
        options.TailMigration.ShouldBeTrue();
        options.MigrationTimeout.ShouldBe(TimeSpan.FromSeconds(90));
        options.RolloutTimeout.ShouldBe(TimeSpan.FromHours(1));
        options.AllowVersionGap.ShouldBeTrue();
        options.RegistryUser.ShouldBe("u");
        options.Yes.ShouldBeTrue();
        options.Actor.ShouldBe("Ann");
        options.RecordFile.ShouldBe(Path.Combine(WorkingFolder, "r.json"));
        options.Progress.ShouldBe("plain");
    }

    [Theory]
    [InlineData("VERSION", "1.2.3")]
    [InlineData("CI_COMMIT_TAG", "1.2.3")]
    [InlineData("REGIONS", "uk,us")]
    [InlineData("CLUSTERS", "uk us")]
    [InlineData("GCP_GKE", "true")]
    [InlineData("IMAGE", "r.example/i")]
    [InlineData("CI", "true")]
    [InlineData("GITLAB_USER_NAME", "Ann")]
    [InlineData("CI_COMMIT_REF_NAME", "main")]
    [InlineData("CI_JOB_URL", "https://ci/1")]
    public void What_CI_exports_stands_in_for_an_argument(string variable, string value)
    {
        var options = Of(Release, (variable, value));

        Shown(options, variable).ShouldBe(value.Replace(' ', ','));
        Shown(Of(Release, (variable, "")), variable).ShouldBe(Shown(Of(Release), variable));
    }

    [Theory]
    [InlineData("--version=1.2.3", "VERSION", "9.9.9", "1.2.3")]
    [InlineData("--regions=uk", "REGIONS", "us", "uk")]
    [InlineData("--gke=false", "GCP_GKE", "true", "false")]
    [InlineData("--image=r.example/i", "IMAGE", "x.example/y", "r.example/i")]
    [InlineData("--yes=false", "CI", "true", "false")]
    [InlineData("--actor=Ann", "GITLAB_USER_NAME", "Bob", "Ann")]
    public void An_argument_wins_over_the_environment(string words, string variable, string value, string wanted) =>
        Shown(Of($"{Release}|{words}", (variable, value)), variable).ShouldBe(wanted);

    [Fact]
    public void Of_two_variables_the_documented_first_wins()
    {
        Of(Release, ("CI_COMMIT_TAG", "2.0.0"), ("VERSION", "1.2.3")).Version!.Text.ShouldBe("1.2.3");
        Of(Release, ("CLUSTERS", "us"), ("REGIONS", "uk")).Regions.Names.ShouldBe(["uk"]);
    }

    [Theory]
    [InlineData("patch", Increment.Patch)]
    [InlineData("Minor", Increment.Minor)]
    [InlineData("major", Increment.Major)]
    public void An_increment_stands_in_for_a_version_also_where_CI_exports_one(string text, Increment bump)
    {
        var options = Of($"{Release}|--bump={text}", ("VERSION", "1.2.3"));

        options.Bump.ShouldBe(bump);
        options.Version.ShouldBeNull();
    }

    [Theory]
    [InlineData("--version=1.2/3", "--version: '1.2/3' is neither a version X.Y.Z nor an image tag")]
    [InlineData("--version=1.2.3|--bump=patch", "--bump and --version exclude each other; give one of them")]
    [InlineData("--bump=path", "--bump: unknown value 'path'; did you mean 'patch'?")]
    [InlineData("--rollout-timeout=soon", "--rollout-timeout: 'soon' is no duration; write 90s, 10m or 1h")]
    [InlineData("--migration-timeout=0s", "--migration-timeout: '0s' is no duration; write 90s, 10m or 1h")]
    [InlineData("--namespace=Shop_1", "--namespace: 'Shop_1' cannot be a namespace")]
    [InlineData("--image=r/i:1", "--image: 'r/i:1' has to be REGISTRY/REPOSITORY without a tag")]
    [InlineData("--image=app", "--image: 'app' has to be REGISTRY/REPOSITORY without a tag")]
    [InlineData("--progress=fancy", "--progress: unknown value 'fancy'; known: auto, live, plain, json")]
    [InlineData("--gke=perhaps", "--gke is a flag: it takes no value but true and false, not 'perhaps'")]
    [InlineData("--url=uk.example.com", "--url: 'uk.example.com' is no http or https address")]
    [InlineData("--url=team:s3cret-pw@uk.example.com", "--url: it is no http or https address")]
    [InlineData(
        "--url=https://team:s3cret-pw@uk.example.com/",
        "--url: it has a user or a password, which every report would show and no check sends; write it without"
    )]
    [InlineData("--verson=1.2.3", "unknown argument --verson; did you mean --version?")]
    public void What_is_wrong_with_an_option_is_one_line(string words, string problem) =>
        ProblemsOf(words).ShouldBe([problem]);

    [Fact]
    public void A_variable_that_is_wrong_is_named() =>
        ProblemsOf(Release, ("CI_COMMIT_TAG", "a b"), ("IMAGE", "r/i:1"))
            .ShouldBe([
                "CI_COMMIT_TAG: 'a b' is neither a version X.Y.Z nor an image tag",
                "IMAGE: 'r/i:1' has to be REGISTRY/REPOSITORY without a tag",
            ]);

    [Theory]
    [InlineData("")]
    [InlineData("--target=Default")]
    [InlineData("--target=Test")]
    [InlineData("--target=CheckMigrations")]
    [InlineData("--target=Completion|--shell=bash")]
    [InlineData("--target=Report|--record=r.json")]
    [InlineData("--target=StartPatch|--line=1.2")]
    public void A_variable_of_something_else_stops_no_target_that_does_not_take_it(string words) =>
        ProblemsOf(words, [.. Wrong]).ShouldBeEmpty();

    [Theory]
    [InlineData("--target=History", "REGIONS")]
    [InlineData("--target=Unlock", "REGIONS")]
    [InlineData("--target=CancelMigration", "REGIONS")]
    [InlineData("--target=Status", "REGIONS IMAGE")]
    [InlineData("--target=Pipeline", "RELEASE_START")]
    [InlineData("--target=CheckRollback", "CI_COMMIT_TAG REGIONS IMAGE")]
    [InlineData("--target=Deploy", "CI_COMMIT_TAG REGIONS IMAGE RELEASE_NOTIFY")]
    [InlineData("--target=History|--target=Status", "REGIONS IMAGE")]
    public void It_stops_those_that_take_it(string words, string named) =>
        ProblemsOf(words, [.. Wrong])
            .Select(problem => problem.Split(':')[0])
            .ShouldBe(named.Split(' '), ignoreOrder: true);

    [Fact]
    public void It_does_not_count_as_an_answer_either()
    {
        Of("--target=Status", ("CI", "true"), ("VERSION", "1.2.3"))
            .ShouldSatisfyAllConditions(
                options => options.Yes.ShouldBeFalse(),
                options => options.Version.ShouldBeNull()
            );
        Of("--target=Preflight", ("CI", "true"), ("CI_COMMIT_TAG", "1.2.3")).IsTagJob.ShouldBeTrue();
    }

    [Theory]
    [InlineData("Deploy")]
    [InlineData("Plan")]
    [InlineData("Preflight")]
    [InlineData("CheckRollback")]
    [InlineData("ApplyManifests")]
    [InlineData("Unlock")]
    [InlineData("Status")]
    public void Who_releases_is_known_wherever_a_name_is_shown_or_noted(string target) =>
        Of($"--target={target}", ("GITLAB_USER_NAME", "Ann")).Actor.ShouldBe("Ann");

    [Fact]
    public void The_registry_of_an_image_is_one_however_it_is_spelled() =>
        Of("--image=Registry.Example:5000/team/app").Image.ShouldBe("registry.example:5000/team/app");

    [Theory]
    [InlineData("--regions=,", "--regions: ',' names nothing")]
    [InlineData("--regions= ", "--regions: ' ' names nothing")]
    [InlineData("--gke-regions=,,", "--gke-regions: ',,' names nothing")]
    [InlineData("--waves=;", "--waves: ';' names nothing")]
    public void A_list_of_nothing_is_not_everything(string words, string problem) =>
        ProblemsOf(words).ShouldBe([problem]);

    [Fact]
    public void All_problems_are_reported_together() =>
        ProblemsOf("--verson=1|--version=a b|--rollout-timeout=x|--migration-timeout=y|--progress=z|extra")
            .Count.ShouldBe(6);

    // What a project may export for its own jobs.
    private static IEnumerable<(string Name, string Value)> Wrong =>
        [
            ("IMAGE", "python:3.12"),
            ("CI_COMMIT_TAG", "release/2026-11"),
            ("REGIONS", ","),
            ("RELEASE_START", "later"),
            ("RELEASE_NOTIFY", "nobody"),
        ];

    private static string? Shown(ReleaseOptions options, string variable) =>
        variable switch
        {
            "VERSION" or "CI_COMMIT_TAG" => options.Version?.Text,
            "REGIONS" or "CLUSTERS" => string.Join(',', options.Regions.Names),
            "GCP_GKE" => options.Regions.Gke ? "true" : "false",
            "IMAGE" => options.Image,
            "CI" => options.Yes ? "true" : "false",
            "GITLAB_USER_NAME" => options.Actor,
            "CI_COMMIT_REF_NAME" => options.CiRef,
            "CI_JOB_URL" => options.CiJob,
            _ => throw new ArgumentOutOfRangeException(nameof(variable)),
        };
}
