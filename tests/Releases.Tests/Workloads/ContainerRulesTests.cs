using Releases.Fleets;
using Releases.Images;
using Releases.Versions;
using Releases.Workloads;

namespace Releases.Tests.Workloads;

/// <summary>A pod with the images of several rules: <c>TAG</c> beside <c>TAG-static</c>.</summary>
public sealed class ContainerRulesTests
{
    private const string Repository = "example.azurecr.io/app";
    private static readonly WorkloadRule Application = new("image=app", [WorkloadKind.Deployment], "{version}");
    private static readonly WorkloadRule Static = new("image=static", [WorkloadKind.Deployment], "{version}-static");
    private static readonly WorkloadRule Tools = new("image=tools", [WorkloadKind.Deployment], "tools-{version}");

    [Theory]
    // What runs, in the order of the containers; what they get with 1.2.3.
    [InlineData("1.2.2 1.2.2-static", "1.2.3 1.2.3-static")]
    [InlineData("1.2.2-static 1.2.2", "1.2.3-static 1.2.3")]
    [InlineData("1.2.2 1.2.2", "1.2.3 1.2.3")]
    [InlineData("1.2.2-static 1.2.2-static", "1.2.3-static 1.2.3-static")]
    [InlineData("1.2.2 tools-1.2.2 1.2.2-static", "1.2.3 tools-1.2.3 1.2.3-static")]
    // Set by hand: each still has a tag of one rule alone.
    [InlineData("1.2.2 1.2.1-static", "1.2.3 1.2.3-static")]
    [InlineData("1.2.1 1.2.2", "1.2.3 1.2.3")]
    [InlineData("1.2.2 1.2.2@sha256:0a", "1.2.3 1.2.3")]
    // Branches, one of which is called like the ending of a rule.
    [InlineData("feature feature-static", "1.2.3 1.2.3-static")]
    [InlineData("new-static new-static-static", "1.2.3 1.2.3-static")]
    // One container alone goes by the rule that has selected it.
    [InlineData("new-static", "1.2.3")]
    [InlineData("latest", "1.2.3")]
    // Nobody can tell.
    [InlineData("1.2.2 @sha256:0a", null)]
    [InlineData("new-static old-static", null)]
    public void Each_container_goes_by_the_rule_that_has_made_its_tag(string tags, string? expected)
    {
        var running = Of([Application, Static, Tools], tags);

        Targets(running).ShouldBe(expected);
    }

    [Fact]
    public void With_one_rule_there_is_nothing_to_tell_apart() =>
        Targets(Of([Application], "1.2.2 1.2.2-static")).ShouldBe("1.2.3 1.2.3");

    [Fact]
    public void Where_nobody_can_tell_it_is_a_problem_before_anything_is_touched()
    {
        var found = RegionWorkloads.Of(
            "uk",
            [(Application, [WorkloadOf("1.2.2 @sha256:0a")]), (Static, [WorkloadOf("1.2.2-static", "cdn")])],
            Repository
        );

        found
            .Problems.ShouldHaveSingleItem()
            .Message.ShouldBe(
                $"Deployment shop: the tags of its containers do not tell which rule of `workloads` each follows (c0={Repository}:1.2.2, c1={Repository}@sha256:0a)"
            );
    }

    [Fact]
    public void A_workload_that_two_rules_select_is_one_workload()
    {
        var workload = WorkloadOf("1.2.2 1.2.2-static");

        var found = RegionWorkloads.Of("uk", [(Application, [workload]), (Static, [workload])], Repository);

        found.Problems.ShouldBeEmpty();
        found.Version.ShouldBe("1.2.2");
        Targets(found.Running.ShouldHaveSingleItem()).ShouldBe("1.2.3 1.2.3-static");
    }

    [Theory]
    // What a single container runs; what it gets with 1.2.3 where both rules select its workload.
    [InlineData("1.2.2", "1.2.3")]
    [InlineData("1.2.2-static", "1.2.3-static")]
    [InlineData("latest", "1.2.3")]
    [InlineData("feature", "1.2.3")]
    [InlineData("1.2.2-static@sha256:0a", "1.2.3-static")]
    [InlineData("new-static", null)]
    [InlineData("tools-1.2.2", null)]
    [InlineData("@sha256:0a", null)]
    public void A_single_container_of_two_rules_goes_by_the_one_that_has_made_its_tag(string tags, string? expected)
    {
        foreach (var selecting in new WorkloadRule[][] { [Application, Static], [Static, Application] })
            Targets(RunningWorkload.Of(WorkloadOf(tags), selecting, [Application, Static, Tools], Repository))
                .ShouldBe(expected);
    }

    [Fact]
    public void A_workload_of_static_files_beside_the_application_keeps_static_files()
    {
        var (web, cdn) = (WorkloadOf("1.2.2 1.2.2-static", "web"), WorkloadOf("1.2.2-static", "cdn"));

        var found = RegionWorkloads.Of("uk", [(Application, [web, cdn]), (Static, [web, cdn])], Repository);

        found.Problems.ShouldBeEmpty();
        found.Version.ShouldBe("1.2.2");
        found.Running.Select(Targets).ShouldBe(["1.2.3 1.2.3-static", "1.2.3-static"]);
    }

    [Theory]
    [InlineData(
        "1.2.2-static",
        true,
        false,
        "Deployment cdn is selected by 'image=app' for tags {version}, but its tag is one of {version}-static"
    )]
    [InlineData(
        "1.2.2",
        false,
        true,
        "Deployment cdn is selected by 'image=static' for tags {version}-static, but its tag is one of {version}"
    )]
    [InlineData("new-static", true, true, "Deployment cdn: its tag does not tell which rule of `workloads` it follows")]
    public void A_single_container_whose_label_and_tag_do_not_agree_is_a_problem(
        string tag,
        bool isApplication,
        bool isStatic,
        string problem
    )
    {
        var cdn = WorkloadOf(tag, "cdn");
        var other = WorkloadOf("1.2.2 1.2.2-static");

        var found = RegionWorkloads.Of(
            "uk",
            [(Application, isApplication ? [other, cdn] : [other]), (Static, isStatic ? [other, cdn] : [other])],
            Repository
        );

        found.Running.ShouldHaveSingleItem().Workload.ShouldBe(other);
        found.Problems.ShouldHaveSingleItem().Message.ShouldBe($"{problem} (c0={Repository}:{tag})");
    }

    [Fact]
    public void Only_the_containers_that_are_behind_change_each_to_its_own_image()
    {
        var change = Plan(Of([Application, Static], "1.2.3 1.2.2-static").ShouldNotBeNull());

        change.Changed.ShouldHaveSingleItem().ShouldBe(new("c1", $"{Repository}:1.2.3-static", IsInit: false));
        change.Released.ShouldHaveSingleItem().Name.ShouldBe("c0");
    }

    private static RunningWorkload? Of(WorkloadRule[] rules, string tags) =>
        RunningWorkload.Of(WorkloadOf(tags), [rules[0]], rules, Repository);

    private static string? Targets(RunningWorkload? running) =>
        running is null
            ? null
            : string.Join(' ', Plan(running).Targets.Values.Select(target => target.Name[(Repository.Length + 1)..]));

    private static ImageChange Plan(RunningWorkload running) =>
        ImageChange.Plan(running, rule => new ImageTarget($"{Repository}:{rule.TagOf(ImageTag.TryParse("1.2.3")!)}"));

    private static Workload WorkloadOf(string tags, string name = "shop") =>
        new(
            WorkloadKind.Deployment,
            name,
            [
                .. tags.Split(' ')
                    .Select(
                        (tag, at) =>
                            new WorkloadContainer(
                                $"c{at}",
                                $"{Repository}{(tag[0] == '@' ? "" : ":")}{tag}",
                                IsInit: false
                            )
                    ),
            ]
        );
}
