using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Drill.Images;
using Foundation.Failures;
using Foundation.Secrets;
using Releases.Images;

namespace Pipeline.Tests.Images;

/// <summary>What a release reads of a registry, read of the one that a drill pushes to.</summary>
public sealed class EmbeddedRegistryReadingTests : IAsyncLifetime
{
    private const string Password = "password";
    private EmbeddedRegistry _registry = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _registry = await EmbeddedRegistry.StartAsync("drill", Password, Cancelled);

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Fact]
    public async Task A_pushed_image_is_read_back_with_its_digest_and_its_commit()
    {
        var digest = await PushAsync(
            """{ "config": { "Labels": { "org.opencontainers.image.revision": "c0ffee" } } }"""
        );
        using var reader = Reader(Password);

        var image = await reader.InspectAsync(Image("1.2.3"), ImagePlatform.Default, Cancelled);

        image!.Digest.ShouldBe(digest);
        image.Revision.ShouldBe("c0ffee");
        (await reader.DigestAsync(Image("1.2.3"), Cancelled)).ShouldBe(digest);
    }

    [Fact]
    public async Task An_image_that_was_not_pushed_is_not_there()
    {
        using var reader = Reader(Password);

        (await reader.DigestAsync(Image("1.2.3"), Cancelled)).ShouldBeNull();
    }

    [Fact]
    public async Task A_wrong_password_is_a_refusal()
    {
        using var reader = Reader("another password");

        var refusal = await Should.ThrowAsync<ReleaseException>(() => reader.DigestAsync(Image("1.2.3"), Cancelled));

        refusal.Message.ShouldContain("refuses to show team/app (401)");
    }

    private RegistryImage Image(string tag) => new(_registry.Host, "team/app", tag);

    private ImageRegistry Reader(string password) =>
        new(_registry.Host, new RegistryCredentials("drill", new Secret(password)), TimeProvider.System);

    /// <summary>Pushes an image of a configuration alone and returns its digest.</summary>
    private async Task<string> PushAsync(string config)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://{_registry.Host}/v2/team/app/") };
        var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"drill:{Password}"));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", login);
        const string type = "application/vnd.oci.image.manifest.v1+json";
        var manifest = $$"""
            { "schemaVersion": 2, "mediaType": "{{type}}", "config": { "digest": "{{DigestOf(
                config
            )}}" }, "layers": [] }
            """;
        using var blob = new StringContent(config);
        using var uploaded = await http.PostAsync($"blobs/uploads/?digest={DigestOf(config)}", blob, Cancelled);
        uploaded.EnsureSuccessStatusCode();
        using var body = new StringContent(manifest, new MediaTypeHeaderValue(type));
        using var pushed = await http.PutAsync("manifests/1.2.3", body, Cancelled);
        pushed.EnsureSuccessStatusCode();
        return DigestOf(manifest);
    }

    private static string DigestOf(string content) =>
        $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}";
}
