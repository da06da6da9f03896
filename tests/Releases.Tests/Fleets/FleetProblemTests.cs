using Foundation.Failures;

namespace Releases.Tests.Fleets;

public sealed class FleetProblemTests
{
    [Theory]
    [InlineData(
        "registry: example.azurecr.io\n",
        "",
        "fleet.yaml:1: fleet: 'registry' is missing (the host of the image registry)"
    )]
    [InlineData(
        "repository: app\n",
        "",
        "fleet.yaml:1: fleet: 'repository' is missing (the images' repository in the registry)"
    )]
    [InlineData(
        "default: production\n",
        "",
        "fleet.yaml:1: fleet: 'default' is missing (the group that a run is for when --regions is not given)"
    )]
    [InlineData(
        "default: production",
        "default: prodution",
        "fleet.yaml:9: fleet: unknown group 'prodution'; did you mean 'production'?"
    )]
    [InlineData(
        "mainBranch: main",
        "mainBranhc: main",
        "fleet.yaml:3: fleet: unknown key 'mainBranhc'; did you mean 'mainBranch'?"
    )]
    [InlineData(
        "mainBranch: main",
        "migrationRules: { lock-writes: error }",
        "fleet.yaml:3: migrationRules: unknown key 'lock-writes'; did you mean 'locks-writes'?"
    )]
    [InlineData(
        "mainBranch: main",
        "migrationRules: { locks-writes: eror }",
        "fleet.yaml:3: migrationRules: unknown level 'eror'; did you mean 'error'?"
    )]
    [InlineData(
        "mainBranch: main",
        "platform: arm64",
        "fleet.yaml:3: platform: 'arm64' is no platform such as linux/amd64 or linux/arm64"
    )]
    [InlineData(
        "mainBranch: main",
        "platform: linux/aarch64",
        "fleet.yaml:3: platform: 'linux/aarch64' is no platform such as linux/amd64 or linux/arm64"
    )]
    [InlineData("mainBranch: main", "mainBranch: [main]", "fleet.yaml:3: fleet: 'mainBranch' has to be a text")]
    [InlineData("mainBranch: main", "mainBranch: ''", "fleet.yaml:3: fleet: 'mainBranch' has to be a text")]
    [InlineData("mainBranch: main", "? [a, b]\n: main", "fleet.yaml:3: fleet: a key has to be a plain name")]
    public void At_the_top(string from, string to, string problem) =>
        SampleFleet.ProblemsAfter((from, to)).ShouldBe([problem]);

    [Theory]
    [InlineData(
        "kinds: [Deployment]",
        "kinds: [Deploymnt]",
        "fleet.yaml:7: workloads: unknown kind 'Deploymnt'; did you mean 'Deployment'?"
    )]
    [InlineData(
        "kinds: [Deployment]",
        "kinds: [1]",
        "fleet.yaml:7: workloads: unknown kind '1'; known: Deployment, StatefulSet, DaemonSet, CronJob"
    )]
    [InlineData("kinds: [Deployment]", "kinds: Deployment", "fleet.yaml:7: workloads: 'kinds' has to be a list")]
    [InlineData(
        "selector: image=static,",
        "",
        "fleet.yaml:7: workloads: 'selector' is missing (a Kubernetes label selector)"
    )]
    [InlineData(
        "selector: image=static",
        "selctor: image=static, selector: x",
        "fleet.yaml:7: workloads: unknown key 'selctor'; did you mean 'selector'?"
    )]
    [InlineData("\"{version}-static\"", "static", "fleet.yaml:7: workloads: tag 'static' has no {version}")]
    [InlineData(
        "{ manifest: jobs/migration.yaml, job: migration }",
        "{ job: migration }",
        "fleet.yaml:8: migration: 'manifest' is missing (the Job's manifest)"
    )]
    [InlineData("migration: {", "page: 'Version'\nmigration: {", "fleet.yaml:8: page: the pattern has no {version}")]
    [InlineData(
        "migration: {",
        "page: '({version}'\nmigration: {",
        "fleet.yaml:8: page: '({version}' is no regular expression"
    )]
    [InlineData(
        "migration: {",
        "page: '(?<=x){version}'\nmigration: {",
        "fleet.yaml:8: page: '(?<=x){version}' is no regular expression"
    )]
    public void In_the_rules(string from, string to, string problem) =>
        SampleFleet.ProblemsAfter((from, to)).ShouldBe([problem]);

    [Fact]
    public void Two_regions_cannot_share_an_alias() =>
        SampleFleet
            .ProblemsAfter(
                ("cluster: prod,", "cluster: prod, aliases: [eu],"),
                ("cluster: uk,", "cluster: uk, aliases: [eu],")
            )
            .ShouldBe(["fleet.yaml:16: region uk: its alias 'eu' is an alias of production already"]);

    [Fact]
    public void A_section_that_is_a_text_is_named() =>
        SampleFleet
            .ProblemsAfter(("{ manifest: jobs/migration.yaml, job: migration }", "jobs/migration.yaml"))
            .ShouldContain("fleet.yaml:8: migration: expected 'key: value' pairs");

    [Theory]
    [InlineData(
        "[production, uk, qatar]",
        "[production, uk, qatra]",
        "fleet.yaml:11: group production: unknown region 'qatra'; did you mean 'qatar'?"
    )]
    [InlineData(
        "[production, uk, qatar]",
        "[production, uk, qatar, uk]",
        "fleet.yaml:11: group production: region 'uk' stands here twice"
    )]
    [InlineData(
        "[[uk], [production]]",
        "[[uk], [producton]]",
        "fleet.yaml:13: waves: unknown region 'producton'; did you mean 'production'?"
    )]
    [InlineData(
        "[[uk], [production]]",
        "[[uk], [production, uk]]",
        "fleet.yaml:13: waves: region 'uk' is in two waves"
    )]
    [InlineData("[[uk], [production]]", "[uk]", "fleet.yaml:13: waves: each wave is a list of regions")]
    [InlineData(
        "cluster: uk,",
        "cluster: uk, aliases: [staging],",
        "fleet.yaml:16: region uk: its alias 'staging' is the name of a group"
    )]
    [InlineData(
        "cluster: uk,",
        "cluster: uk, aliases: [alpha],",
        "fleet.yaml:16: region uk: its alias 'alpha' is the name of a region"
    )]
    [InlineData(
        "cluster: uk,",
        "cluster: uk, aliases: [Great Britain],",
        "fleet.yaml:16: region uk: an alias has lower-case letters, digits and '-' only"
    )]
    [InlineData("[[uk], [production]]", "uk", "fleet.yaml:13: fleet: 'waves' has to be a list")]
    [InlineData(
        "staging: [alpha]",
        "staging: []",
        "fleet.yaml:18: region alpha: in no group, so no run would ever reach it; add it to one"
    )]
    public void In_groups_and_waves(string from, string to, string problem) =>
        SampleFleet.ProblemsAfter((from, to)).ShouldContain(problem);

    [Theory]
    [InlineData(
        "uk: { provider: aks, cluster: uk,",
        "uk: { cluster: uk,",
        "fleet.yaml:16: region uk: 'provider' is missing (aks, gke or context)"
    )]
    [InlineData(
        "uk: { provider: aks",
        "uk: { provider: ask",
        "fleet.yaml:16: region uk: unknown provider 'ask'; did you mean 'aks'?"
    )]
    [InlineData(
        "uk: { provider: aks",
        "uk: { provider: 1",
        "fleet.yaml:16: region uk: unknown provider '1'; known: aks, gke, context"
    )]
    [InlineData(
        "uk: { provider: aks",
        "uk: { provider: drill",
        "fleet.yaml:16: region uk: unknown provider 'drill'; known: aks, gke, context"
    )]
    [InlineData(
        "cluster: uk, resourceGroup: RG",
        "cluster: uk",
        "fleet.yaml:16: region uk: 'resourceGroup' is missing (every aks region has one)"
    )]
    [InlineData(
        "cluster: uk, resourceGroup: RG",
        "cluster: uk, resourceGruop: RG, resourceGroup: RG",
        "fleet.yaml:16: region uk: unknown key 'resourceGruop'; did you mean 'resourceGroup'?"
    )]
    [InlineData("project: p1, ", "", "fleet.yaml:17: region qatar: 'project' is missing (every gke region has one)")]
    [InlineData(
        "location: l1",
        "location: l1, resourceGroup: RG",
        "fleet.yaml:17: region qatar: 'resourceGroup' means nothing for provider gke"
    )]
    [InlineData(
        "context: kind-alpha, ",
        "",
        "fleet.yaml:18: region alpha: 'context' is missing (every context region has one)"
    )]
    [InlineData(
        "tier: staging",
        "tier: stagign",
        "fleet.yaml:18: region alpha: unknown tier 'stagign'; did you mean 'staging'?"
    )]
    [InlineData("namespace: alpha", "namespace: Al_pha", "fleet.yaml:18: region alpha: 'Al_pha' cannot be a namespace")]
    [InlineData(
        "https://uk.example.com/",
        "ftp://uk.example.com/",
        "fleet.yaml:16: region uk: url: 'ftp://uk.example.com/' is no http or https address"
    )]
    [InlineData(
        "https://uk.example.com/",
        "uk.example.com",
        "fleet.yaml:16: region uk: url: 'uk.example.com' is no http or https address"
    )]
    public void In_a_region(string from, string to, string problem) =>
        SampleFleet.ProblemsAfter((from, to)).ShouldBe([problem]);

    [Theory]
    [InlineData("https://example.azurecr.io", "'https://example.azurecr.io'")]
    [InlineData("example.azurecr.io/", "'example.azurecr.io/'")]
    [InlineData("example.azurecr.io/team", "'example.azurecr.io/team'")]
    [InlineData("example", "'example'")]
    [InlineData("team:s3cret-pw@example.azurecr.io", "it")]
    public void A_registry_is_a_host_alone(string registry, string named) =>
        SampleFleet
            .ProblemsAfter(("registry: example.azurecr.io", $"registry: \"{registry}\""))
            .ShouldBe([
                $"fleet.yaml:1: registry: {named} is no host such as example.azurecr.io; write neither https:// nor a path",
            ]);

    [Theory]
    [InlineData("MegForms")]
    [InlineData("/app")]
    [InlineData("app/")]
    [InlineData("app:1.2.3")]
    [InlineData("team app")]
    public void A_repository_is_a_path_that_images_are_pushed_to(string repository) =>
        SampleFleet
            .ProblemsAfter(("repository: app", $"repository: {repository}"))
            .ShouldBe([
                $"fleet.yaml:2: repository: '{repository}' is no path in a registry, such as app or team/app, in small letters",
            ]);

    [Theory]
    [InlineData("https://team:s3cret-pw@uk.example.com/", true)]
    [InlineData("https://team@uk.example.com/", true)]
    [InlineData("ftp://team:s3cret-pw@uk.example.com/", true)]
    [InlineData("team:s3cret-pw@uk.example.com", false)]
    [InlineData("https://team:s3cret#pw@uk.example.com/", false)]
    public void An_address_with_a_password_is_refused_and_not_shown(string url, bool isAddress) =>
        SampleFleet
            .ProblemsAfter(("https://uk.example.com/", url))
            .ShouldBe([
                isAddress
                    ? "fleet.yaml:16: region uk: url: it has a user or a password, which every report would show and no check sends; write it without"
                    : "fleet.yaml:16: region uk: url: it is no http or https address",
            ]);

    [Fact]
    public void An_address_may_have_such_a_letter_elsewhere() =>
        SampleFleet
            .Parse(SampleFleet.Text.Replace("https://uk.example.com/", "https://uk.example.com/@team"))
            .Regions[1]
            .Url!.AbsolutePath.ShouldBe("/@team");

    [Theory]
    [InlineData("namespace: alpha", "namespace: null", "namespace")]
    [InlineData("namespace: alpha", "namespace: ~", "namespace")]
    [InlineData("namespace: alpha", "manifests: ~", "manifests")]
    [InlineData("namespace: alpha", "url: Null", "url")]
    [InlineData("kubeconfig: kube/config", "kubeconfig: NULL", "kubeconfig")]
    public void A_value_that_is_null_is_no_text(string from, string to, string key) =>
        SampleFleet.ProblemsAfter((from, to)).ShouldBe([$"fleet.yaml:18: region alpha: '{key}' has to be a text"]);

    [Theory]
    [InlineData("resourceGroup: RG,", "resourceGroup: null,", "region uk: 'resourceGroup' has to be a text")]
    [InlineData("cluster: uk,", "cluster: uk, subscription: null,", "region uk: 'subscription' has to be a text")]
    [InlineData(
        "cluster: uk,",
        "cluster: uk, aliases: [null],",
        "region uk: an alias has lower-case letters, digits and '-' only"
    )]
    public void So_it_is_for_what_a_cloud_is_asked_for(string from, string to, string problem) =>
        SampleFleet.ProblemsAfter((from, to)).ShouldBe([$"fleet.yaml:16: {problem}"]);

    [Theory]
    [InlineData("mainBranch: main", "mainBranch: null", "fleet.yaml:3: fleet: 'mainBranch' has to be a text")]
    [InlineData("registry: example.azurecr.io", "registry: ~", "fleet.yaml:1: fleet: 'registry' has to be a text")]
    [InlineData(
        "  staging: [alpha]",
        "  staging: [alpha]\n  null: [alpha]",
        "fleet.yaml:13: groups: a key has to be a plain name"
    )]
    [InlineData(
        "[production, uk, qatar]",
        "[production, uk, qatar, null]",
        "fleet.yaml:11: group production: unknown region ''; known: production, uk, qatar, alpha"
    )]
    public void So_it_is_everywhere(string from, string to, string problem) =>
        SampleFleet.ProblemsAfter((from, to)).ShouldBe([problem]);

    [Theory]
    [InlineData("'null'")]
    [InlineData("!!str null")]
    public void In_quotes_or_with_its_tag_it_is_a_name(string written) =>
        SampleFleet
            .Parse(SampleFleet.Text.Replace("namespace: alpha", $"namespace: {written}", StringComparison.Ordinal))
            .Regions[^1]
            .Namespace.ShouldBe("null");

    [Fact]
    public void A_name_that_is_no_label_is_refused() =>
        SampleFleet
            .ProblemsAfter(("alpha]", "Alpha]"), ("  alpha: {", "  Alpha: {"))
            .ShouldBe(["fleet.yaml:18: region Alpha: a name has lower-case letters, digits and '-' only"]);

    [Fact]
    public void A_region_that_is_defined_twice_is_named_with_its_line() =>
        SampleFleet
            .ProblemsAfter(("  qatar: { provider: gke", "  uk: { provider: gke"))
            .ShouldHaveSingleItem()
            .ShouldBe("fleet.yaml:17: Duplicate key uk");

    [Fact]
    public void What_is_missing_is_said_once_and_nothing_follows_from_it()
    {
        var text = SampleFleet.Text.Split("groups:")[0];

        Should
            .Throw<UsageException>(() => SampleFleet.Parse(text))
            .Problems.ShouldBe([
                "fleet.yaml:1: fleet: 'regions' is missing",
                "fleet.yaml:1: fleet: 'groups' is missing",
            ]);
    }

    [Fact]
    public void All_problems_are_reported_together_in_the_order_of_the_lines() =>
        SampleFleet
            .ProblemsAfter(
                ("mainBranch: main", "mainBranhc: main"),
                ("kinds: [Deployment, CronJob]", "kinds: [Deployment, CornJob]"),
                ("[production, uk, qatar]", "[production, uk, quatar, qatar]"),
                ("tier: staging", "tier: test"),
                ("cluster: prod, resourceGroup: RG", "resourceGroup: RG")
            )
            .ShouldBe([
                "fleet.yaml:3: fleet: unknown key 'mainBranhc'; did you mean 'mainBranch'?",
                "fleet.yaml:6: workloads: unknown kind 'CornJob'; did you mean 'CronJob'?",
                "fleet.yaml:11: group production: unknown region 'quatar'; did you mean 'qatar'?",
                "fleet.yaml:15: region production: 'cluster' is missing (every aks region has one)",
                "fleet.yaml:18: region alpha: unknown tier 'test'; known: production, staging",
            ]);

    [Theory]
    [InlineData("", "fleet.yaml:1: expected one YAML document, found 0")]
    [InlineData("a: 1\n---\nb: 1", "fleet.yaml:1: expected one YAML document, found 2")]
    [InlineData("- a", "fleet.yaml:1: fleet: expected 'key: value' pairs")]
    public void A_file_that_is_no_fleet_is_refused(string text, string problem) =>
        Should.Throw<UsageException>(() => SampleFleet.Parse(text)).Problems[0].ShouldBe(problem);

    [Theory]
    [InlineData("registry: x\n  broken: y\n", 2)]
    [InlineData("registry: x\nrepository: [a\n", 3)]
    [InlineData("registry: 'x\n", 1)]
    [InlineData("registry: *nothing\n", 1)]
    public void Text_that_is_no_YAML_is_one_line_with_its_place(string text, int line)
    {
        var problem = Should.Throw<UsageException>(() => SampleFleet.Parse(text)).Problems.ShouldHaveSingleItem();

        problem.ShouldMatch($@"\Afleet\.yaml:{line}: \S[^\n]+\z");
    }
}
