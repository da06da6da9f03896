using System.Security.Cryptography;

namespace Drill.Tests.Images;

/// <summary>The registry as the real docker client and engine see it.</summary>
public sealed class DockerTests : RegistryFixture
{
    [Fact]
    public async Task Docker_pushes_and_pulls_back_the_same_image()
    {
        using var docker = new DockerClient();
        await LogInAsync(docker);
        var image = $"{Registry.Host}/team/app:1.2.3";
        var copy = $"{Registry.Host}/team/copy:1.2.3";
        var id = await BuildAsync(docker, image);
        try
        {
            await docker.RunAsync("push", image);
            await docker.RunAsync("tag", image, copy);
            await docker.RunAsync("push", copy);

            using var head = await Client.SendAsync("HEAD", "/v2/team/app/manifests/1.2.3");
            var digest = Header(head, "Docker-Content-Digest");
            (await docker.RunAsync("image", "inspect", "--format", "{{json .RepoDigests}}", image)).ShouldContain(
                $"\"{Registry.Host}/team/app@{digest}\""
            );
            Registry.References.ShouldBe([image, copy]);

            await docker.RunAsync("image", "rm", image, copy);
            await docker.RunAsync("pull", image);
            (await IdAsync(docker, image)).ShouldBe(id);
            await docker.RunAsync("pull", $"{Registry.Host}/team/copy@{digest}");
        }
        finally
        {
            await docker.RunAsync("image", "rm", "--force", id);
        }
    }

    [Fact]
    public async Task Docker_is_not_let_in_with_another_password()
    {
        using var docker = new DockerClient();
        await LogInAsync(docker);

        var (code, output) = await docker.LogInAsync(Registry.Host, RegistryClient.User, "another password");

        code.ShouldNotBe(0);
        output.ShouldContain("401 Unauthorized");
    }

    [Fact]
    public async Task Docker_is_told_that_an_image_is_missing()
    {
        using var docker = new DockerClient();
        await LogInAsync(docker);

        var (code, output) = await docker.TryAsync("pull", $"{Registry.Host}/team/app:9.9.9");

        code.ShouldNotBe(0);
        output.ShouldContain("manifest unknown");
    }

    private async Task LogInAsync(DockerClient docker)
    {
        await docker.RequireEngineAsync();
        var (code, output) = await docker.LogInAsync(Registry.Host, RegistryClient.User, RegistryClient.Password);
        Assert.SkipWhen(
            output.Contains("connection refused", StringComparison.Ordinal),
            $"the Docker engine does not share this machine's loopback: {output}"
        );
        code.ShouldBe(0, output);
    }

    /// <summary>Builds an image of several layers that no engine has seen before; returns its id.</summary>
    private static async Task<string> BuildAsync(DockerClient docker, string image)
    {
        var context = Directory.CreateTempSubdirectory("drill-image-").FullName;
        try
        {
            var cancellation = TestContext.Current.CancellationToken;
            await File.WriteAllBytesAsync(
                Path.Combine(context, "content"),
                RandomNumberGenerator.GetBytes(3_000_000),
                cancellation
            );
            await File.WriteAllTextAsync(
                Path.Combine(context, "Dockerfile"),
                "FROM scratch\nCOPY content /one\nCOPY Dockerfile /two\nCOPY content /three\nLABEL drill=test\n",
                cancellation
            );
            await docker.RunAsync("build", "--tag", image, context);
            return await IdAsync(docker, image);
        }
        finally
        {
            Directory.Delete(context, recursive: true);
        }
    }

    private static Task<string> IdAsync(DockerClient docker, string image) =>
        docker.RunAsync("image", "inspect", "--format", "{{.Id}}", image);
}
