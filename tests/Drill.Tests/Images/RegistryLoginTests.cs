using System.Net;

namespace Drill.Tests.Images;

public sealed class RegistryLoginTests : RegistryFixture
{
    [Fact]
    public async Task The_user_is_let_in()
    {
        using var response = await Client.SendAsync("GET", "/v2/");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        Header(response, "Docker-Distribution-Api-Version").ShouldBe("registry/2.0");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("another password")]
    public async Task Nobody_else_is_let_in_and_all_are_told_how_to_log_in(string? password)
    {
        using var stranger = new RegistryClient(Registry, password);

        using var response = await stranger.SendAsync("GET", "/v2/");

        response.Headers.WwwAuthenticate.Single().Scheme.ShouldBe("Basic");
        await RefusedAsync(stranger.SendAsync("GET", "/v2/"), HttpStatusCode.Unauthorized, "UNAUTHORIZED");
    }

    [Fact]
    public async Task Without_a_login_nothing_can_be_pushed()
    {
        using var stranger = new RegistryClient(Registry, password: null);

        await RefusedAsync(
            stranger.SendAsync("POST", "/v2/app/blobs/uploads/", ""),
            HttpStatusCode.Unauthorized,
            "UNAUTHORIZED"
        );
        await RefusedAsync(
            stranger.PutManifestAsync("app", "1.0.0", "{}"),
            HttpStatusCode.Unauthorized,
            "UNAUTHORIZED"
        );
    }

    [Fact]
    public void It_listens_on_loopback_alone() => Registry.Host.ShouldMatch(@"^127\.0\.0\.1:[0-9]+$");
}
