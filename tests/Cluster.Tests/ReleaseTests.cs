using Cluster.Tests.Sample;
using Cluster.Tests.Stack;
using Releases.Records;

namespace Cluster.Tests;

public sealed class ReleaseTests(StackFixture stack)
{
    [Fact]
    public async Task A_release_takes_every_part_of_the_application_in_every_region_to_the_new_version()
    {
        await using var application = await stack.RunningInAsync("north", "south");

        var run = await application.ReleaseAsync("1.2.3");

        run.ShouldSucceed();
        foreach (var region in application.Regions)
        {
            (await region.ImagesAsync()).ShouldBe(ImagesOf(application.Image, "1.2.3"));
            await region.ShowsAsync("Version: 1.2.3");
            (await region.AnnotationsAsync("kubernetes.io/change-cause")).ShouldAllBe(cause =>
                cause == "release 1.2.3 by Release Tester"
            );
            run.Region(region.Name).From.ShouldBe("1.2.2");
            run.Region(region.Name).Workloads.Select(workload => workload.Name).ShouldBe(["web", "cleanup", "static"]);
        }
        await ShouldBeTaggedAsync(application.Checkout, "1.2.3");
        await ShouldBePublishedAsync(application, run.Record, "1.2.3");
    }

    // The sidecar keeps its image, although its repository's name begins with the application's.
    private static Dictionary<string, string> ImagesOf(string image, string version) =>
        new()
        {
            ["CronJob cleanup/cleanup"] = $"{image}:{version}",
            ["Deployment static/static"] = $"{image}:{version}-static",
            ["Deployment web/check"] = $"{image}:{version}",
            ["Deployment web/sidecar"] = $"{image}/sidecar:1",
            ["Deployment web/web"] = $"{image}:{version}",
        };

    private static async Task ShouldBeTaggedAsync(SampleCheckout checkout, string version)
    {
        (await checkout.RemoteGitAsync("tag", "--list")).Split('\n').ShouldBe(["1.2.2", version]);
        (await checkout.RemoteGitAsync("cat-file", "-t", version)).ShouldBe("tag");
        (await checkout.RemoteGitAsync("rev-parse", $"{version}^{{commit}}")).ShouldBe(
            await checkout.GitAsync("rev-parse", "HEAD")
        );
    }

    private async Task ShouldBePublishedAsync(SampleApplication application, ReleaseRecord record, string version)
    {
        record.Commit.ShouldBe(await application.Checkout.GitAsync("rev-parse", "HEAD"));
        record.Images.Count.ShouldBe(2);
        foreach (var tag in (string[])[version, $"{version}-static"])
        {
            record
                .Images.Single(image => image.Reference == $"{application.Image}:{tag}")
                .Digest.ShouldBe(await stack.Registry.DigestAsync(application.Repository, tag));
            var labels = await stack.Registry.LabelsAsync(application.Repository, tag);
            labels["org.opencontainers.image.version"].ShouldBe(version);
            labels["org.opencontainers.image.revision"].ShouldBe(record.Commit);
            labels.Keys.ShouldContain("org.opencontainers.image.created");
            labels.Keys.ShouldContain("org.opencontainers.image.source");
        }
    }
}
