using System.Security.Cryptography;
using Drill.Images;

namespace Drill.Tests.Images;

public sealed class EmbeddedRegistryTests : RegistryFixture
{
    [Fact]
    public async Task It_has_the_images_that_were_pushed_and_no_others()
    {
        var digest = RegistryClient.DigestOf(await Client.PushImageAsync("team/app", "1.2.3"));
        await Client.PushImageAsync("team/app", "latest");

        Registry.Has($"{Registry.Host}/team/app:1.2.3").ShouldBeTrue();
        Registry.Has($"{Registry.Host}/team/app").ShouldBeTrue();
        Registry.Has($"{Registry.Host}/team/app@{digest}").ShouldBeTrue();
        Registry.Has($"{Registry.Host}/team/app:1.2.3@{digest}").ShouldBeTrue();
        Registry.Has($"{Registry.Host}/team/app:1.2.4").ShouldBeFalse();
        Registry.Has($"{Registry.Host}/app:1.2.3").ShouldBeFalse();
        Registry.Has($"{Registry.Host}/team/app@{RegistryClient.DigestOf("")}").ShouldBeFalse();
        Registry.Has("team/app:1.2.3").ShouldBeFalse();
        Registry.Has("registry.example/team/app:1.2.3").ShouldBeFalse();
    }

    [Fact]
    public async Task It_lists_its_tags_with_its_host()
    {
        Registry.References.ShouldBeEmpty();
        await Client.PushImageAsync("app", "1.0.0-static");
        await Client.PushImageAsync("app", "1.0.0");

        Registry.References.ShouldBe([$"{Registry.Host}/app:1.0.0", $"{Registry.Host}/app:1.0.0-static"]);
    }

    [Fact]
    public async Task It_takes_layers_larger_than_a_web_server_takes_by_default()
    {
        var layer = RandomNumberGenerator.GetHexString(32_000_000);

        await Client.PushImageAsync("app", "1.0.0", layer);

        (await Client.TextAsync($"/v2/app/blobs/{RegistryClient.DigestOf(layer)}")).ShouldBe(layer);
    }

    [Fact]
    public async Task Nothing_of_it_stays_behind()
    {
        var registry = await EmbeddedRegistry.StartAsync(
            RegistryClient.User,
            RegistryClient.Password,
            TestContext.Current.CancellationToken
        );
        using var client = new RegistryClient(registry);
        await client.PushImageAsync("app", "1.0.0");
        using var unfinished = await client.SendAsync("POST", "/v2/app/blobs/uploads/", "");
        Directory.GetFiles(registry.Folder).Length.ShouldBe(3);

        await registry.DisposeAsync();

        Directory.Exists(registry.Folder).ShouldBeFalse();
        await Should.ThrowAsync<HttpRequestException>(() => client.TextAsync("/v2/"));
    }

    [Fact]
    public void Only_this_user_can_enter_its_folder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Registry.Folder)
                .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
