using Cluster.Tests.Stack;

namespace Cluster.Tests.ReleaseImages;

/// <summary>The image that jobs run in, built from <c>docs/Dockerfile.release</c> by the real engine.</summary>
public sealed class ReleaseImageTests(StackFixture stack)
{
    [Fact]
    public async Task It_has_every_tool_and_nothing_that_was_only_for_building()
    {
        await using var images = await StandInImages.MakeAsync(stack);
        var image = await images.BuildAsync();

        var says = await stack.Engine.RunInAsync(
            image,
            "/bin/bash",
            "-c",
            """
            for tool in az dotnet "docker buildx version" gcloud git gke-gcloud-auth-plugin glab kubectl kubelogin; do
                $tool
            done
            ls -A /tmp /var/lib/apt/lists
            """
        );

        says.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe([
                "az of Debian",
                "dotnet of the installer",
                "docker of Docker",
                "gcloud of its image",
                "git of Debian",
                "gke-gcloud-auth-plugin of its image",
                "glab of its image",
                "kubectl of its image",
                "kubelogin of its archive",
                "/tmp:",
                "/var/lib/apt/lists:",
            ]);
    }

    [Fact]
    public async Task A_download_that_broke_is_not_installed()
    {
        await using var images = await StandInImages.MakeAsync(stack, broken: true);

        (await Should.ThrowAsync<InvalidOperationException>(images.BuildAsync)).Message.ShouldContain(".zip: FAILED");
    }

    [Theory]
    [InlineData("kubectl")]
    [InlineData("gke-gcloud-auth-plugin")]
    public async Task A_tool_that_is_missing_is_named_at_once(string tool)
    {
        await using var images = await StandInImages.MakeAsync(stack, without: tool);

        (await Should.ThrowAsync<InvalidOperationException>(images.BuildAsync)).Message.ShouldContain(
            $"{tool} is missing"
        );
    }
}
