using Releases.Fleets;
using Releases.Images;
using Releases.Versions;
using Releases.Workloads;

namespace Releases.Tests.Workloads;

public sealed class ImageChangeTests
{
    private const string Repository = "example.azurecr.io/app";

    private static readonly WorkloadRule Rule = new("image=app", [WorkloadKind.Deployment], "{version}");

    [Fact]
    public void Every_container_of_the_repository_changes_and_a_sidecar_keeps_its_image()
    {
        var change = Plan(
            new("prepare", $"{Repository}:1.2.2", IsInit: true),
            new("web", $"{Repository}:1.2.2", IsInit: false),
            new("worker", Repository, IsInit: false),
            new("proxy", "example.azurecr.io/proxy:7", IsInit: false)
        );

        change.To.ShouldBe($"{Repository}:1.2.3");
        change.From.ShouldBe($"{Repository}:1.2.2");
        change.FromVersion.ShouldBe("1.2.2");
        change.IsNone.ShouldBeFalse();
        change.Containers.Select(container => container.Name).ShouldBe(["prepare", "web", "worker"]);
    }

    [Theory]
    [InlineData("Example.AzureCR.io/app:1.2.2", false)]
    [InlineData("EXAMPLE.azurecr.io/app:1.2.3", true)]
    public void A_registry_in_capitals_is_the_same_registry(string image, bool isNone)
    {
        var change = Plan(new WorkloadContainer("web", image, IsInit: false));

        change.FromVersion.ShouldBe(image.Split(':')[1]);
        change.IsNone.ShouldBe(isNone);
    }

    [Fact]
    public void A_workload_that_has_the_image_is_left_alone()
    {
        var change = Plan(new WorkloadContainer("web", $"{Repository}:1.2.3", IsInit: false));

        change.IsNone.ShouldBeTrue();
        change.FromVersion.ShouldBe("1.2.3");
    }

    [Fact]
    public void Only_containers_that_are_behind_change() =>
        Plan(new("prepare", $"{Repository}:1.2.2", IsInit: true), new("web", $"{Repository}:1.2.3", IsInit: false))
            .Containers.Select(container => container.Name)
            .ShouldBe(["prepare"]);

    [Fact]
    public void The_version_before_is_that_of_the_container_that_serves() =>
        Plan(new("prepare", $"{Repository}:1.0.0", IsInit: true), new("web", $"{Repository}:1.2.2", IsInit: false))
            .FromVersion.ShouldBe("1.2.2");

    [Fact]
    public void An_init_container_counts_when_it_is_the_only_one() =>
        Plan(new("prepare", $"{Repository}:1.0.0", IsInit: true), new("web", "nginx", IsInit: false))
            .FromVersion.ShouldBe("1.0.0");

    [Theory]
    [InlineData($"{Repository}@sha256:0123")]
    [InlineData(Repository)]
    public void An_image_without_a_tag_has_no_version(string image)
    {
        var change = Plan(new WorkloadContainer("web", image, IsInit: false));

        change.FromVersion.ShouldBeNull();
        change.IsNone.ShouldBeFalse();
    }

    [Theory]
    [InlineData("example.azurecr.io/app-static:1.2.2")]
    [InlineData("other.azurecr.io/app:1.2.2")]
    [InlineData("app:1.2.2")]
    public void A_workload_without_an_image_of_the_repository_is_a_problem_that_lists_what_it_has(string image)
    {
        var workload = WorkloadOf(new("web", image, IsInit: false), new("x", "y", IsInit: false));

        RunningWorkload.Of(workload, [Rule], [Rule], Repository).ShouldBeNull();
        var problem = RunningWorkload.ProblemOf(workload, [Rule], [Rule], Repository);

        problem.Message.ShouldBe(
            $"Deployment shop is selected by 'image=app' but runs no image of {Repository} (web={image}, x=y)"
        );
        problem.NextStep.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("1.2.2", "1.2.2", "1.2.2")]
    [InlineData("1.2.2", "1.2.1", null)]
    public void A_region_runs_a_version_when_its_workloads_agree(string one, string other, string? version) =>
        ImageChanges
            .VersionOf([
                Plan(new WorkloadContainer("web", $"{Repository}:{one}", false)),
                Plan(new WorkloadContainer("web", $"{Repository}:{other}", false)),
            ])
            .ShouldBe(version);

    [Fact]
    public void A_region_whose_workloads_have_no_version_runs_none()
    {
        ImageChanges.VersionOf([Plan(new WorkloadContainer("web", Repository, false))]).ShouldBeNull();
        ImageChanges.VersionOf([]).ShouldBeNull();
    }

    private static ImageChange Plan(params WorkloadContainer[] containers) =>
        ImageChange.Plan(
            RunningWorkload.Of(WorkloadOf(containers), [Rule], [Rule], Repository)!,
            rule => new ImageTarget($"{Repository}:{rule.TagOf(ImageTag.TryParse("1.2.3")!)}")
        );

    private static Workload WorkloadOf(params WorkloadContainer[] containers) =>
        new(WorkloadKind.Deployment, "shop", containers);
}
