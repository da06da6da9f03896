using System.Net;

namespace Drill.Tests.Images;

public sealed class ManifestTests : RegistryFixture
{
    [Fact]
    public async Task A_manifest_comes_back_by_tag_and_by_digest_byte_for_byte()
    {
        var manifest = await Client.PushImageAsync("team/app", "1.2.3");
        var digest = RegistryClient.DigestOf(manifest);

        using var head = await Client.SendAsync("HEAD", "/v2/team/app/manifests/1.2.3");

        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        Header(head, "Docker-Content-Digest").ShouldBe(digest);
        head.Content.Headers.ContentType!.MediaType.ShouldBe(RegistryClient.ManifestType);
        head.Content.Headers.ContentLength.ShouldBe(manifest.Length);
        (await Client.TextAsync("/v2/team/app/manifests/1.2.3")).ShouldBe(manifest);
        (await Client.TextAsync($"/v2/team/app/manifests/{digest}")).ShouldBe(manifest);
    }

    [Fact]
    public async Task The_answer_to_a_push_names_the_digest()
    {
        var digest = RegistryClient.DigestOf(await Client.PushImageAsync("app", "1.0.0"));
        var manifest = await Client.TextAsync("/v2/app/manifests/1.0.0");

        using var response = await Client.PutManifestAsync("app", "latest", manifest);

        response.Headers.Location!.OriginalString.ShouldBe($"/v2/app/manifests/{digest}");
        Header(response, "Docker-Content-Digest").ShouldBe(digest);
    }

    [Fact]
    public async Task A_tag_moves_and_the_digest_that_it_named_stays()
    {
        var old = await Client.PushImageAsync("app", "1.0.0", "old");
        var next = await Client.PushImageAsync("app", "1.0.0", "new");

        (await Client.TextAsync("/v2/app/manifests/1.0.0")).ShouldBe(next);
        (await Client.TextAsync($"/v2/app/manifests/{RegistryClient.DigestOf(old)}")).ShouldBe(old);
    }

    [Fact]
    public async Task A_manifest_is_known_in_its_own_repository_alone()
    {
        await Client.PushImageAsync("app", "1.0.0");

        await RefusedAsync(
            Client.SendAsync("GET", "/v2/other/manifests/1.0.0"),
            HttpStatusCode.NotFound,
            "MANIFEST_UNKNOWN"
        );
    }

    [Fact]
    public async Task An_index_of_images_that_are_there_is_taken()
    {
        var digest = RegistryClient.DigestOf(await Client.PushImageAsync("app", "part"));

        using var response = await Client.PutManifestAsync("app", "1.0.0", Index(digest), RegistryClient.IndexType);

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        using var read = await Client.SendAsync("GET", "/v2/app/manifests/1.0.0");
        read.Content.Headers.ContentType!.MediaType.ShouldBe(RegistryClient.IndexType);
    }

    [Fact]
    public async Task A_manifest_whose_parts_are_missing_is_refused()
    {
        var missing = RegistryClient.DigestOf("missing");
        var config = await Client.PushBlobAsync("app", "{}");

        await RefusedAsync(
            Client.PutManifestAsync("app", "1.0.0", RegistryClient.Manifest(config, missing)),
            HttpStatusCode.NotFound,
            "MANIFEST_BLOB_UNKNOWN"
        );
        await RefusedAsync(
            Client.PutManifestAsync("app", "1.0.0", Index(missing), RegistryClient.IndexType),
            HttpStatusCode.NotFound,
            "MANIFEST_BLOB_UNKNOWN"
        );
        Registry.Has($"{Registry.Host}/app:1.0.0").ShouldBeFalse();
    }

    [Fact]
    public async Task A_manifest_under_the_digest_of_another_is_refused()
    {
        var manifest = await Client.PushImageAsync("app", "1.0.0");

        await RefusedAsync(
            Client.PutManifestAsync("app", RegistryClient.DigestOf("another"), manifest),
            HttpStatusCode.BadRequest,
            "DIGEST_INVALID"
        );
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{ "schemaVersion": 1 }""")]
    [InlineData("""{ "schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json" }""")]
    public async Task What_is_no_manifest_of_its_media_type_is_refused(string body) =>
        await RefusedAsync(
            Client.PutManifestAsync("app", "1.0.0", body),
            HttpStatusCode.BadRequest,
            "MANIFEST_INVALID"
        );

    [Fact]
    public async Task A_tag_has_the_specified_form() =>
        await RefusedAsync(
            Client.PutManifestAsync("app", "-1", await Client.PushImageAsync("app", "1.0.0")),
            HttpStatusCode.BadRequest,
            "MANIFEST_INVALID"
        );

    [Fact]
    public async Task A_manifest_without_end_is_refused() =>
        await RefusedAsync(
            Client.PutManifestAsync("app", "1.0.0", new string(' ', 5_000_000)),
            HttpStatusCode.BadRequest,
            "MANIFEST_INVALID"
        );

    private static string Index(string digest) =>
        $$"""
            {
              "schemaVersion": 2,
              "mediaType": "{{RegistryClient.IndexType}}",
              "manifests": [ { "mediaType": "{{RegistryClient.ManifestType}}", "digest": "{{digest}}", "size": 1 } ]
            }
            """;
}
