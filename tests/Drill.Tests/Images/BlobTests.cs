using System.Globalization;
using System.Net;

namespace Drill.Tests.Images;

public sealed class BlobTests : RegistryFixture
{
    private const string Content = "a layer of an image";
    private static readonly string Digest = RegistryClient.DigestOf(Content);

    [Fact]
    public async Task A_blob_that_nobody_pushed_is_unknown()
    {
        using var head = await Client.SendAsync("HEAD", $"/v2/app/blobs/{Digest}");

        head.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await RefusedAsync(Client.SendAsync("GET", $"/v2/app/blobs/{Digest}"), HttpStatusCode.NotFound, "BLOB_UNKNOWN");
    }

    [Fact]
    public async Task A_blob_comes_back_as_it_was_pushed()
    {
        await Client.PushBlobAsync("team/app", Content);

        using var head = await Client.SendAsync("HEAD", $"/v2/team/app/blobs/{Digest}");
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentLength.ShouldBe(Content.Length);
        Header(head, "Docker-Content-Digest").ShouldBe(Digest);
        (await Client.TextAsync($"/v2/team/app/blobs/{Digest}")).ShouldBe(Content);
    }

    [Fact]
    public async Task A_download_that_broke_off_goes_on_from_there()
    {
        await Client.PushBlobAsync("app", Content);

        using var rest = await Client.SendAsync("GET", $"/v2/app/blobs/{Digest}", range: "bytes=8-");

        rest.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await rest.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe(Content[8..]);
    }

    [Fact]
    public async Task An_upload_in_chunks_becomes_a_blob()
    {
        var upload = await StartAsync();

        using var first = await Client.SendAsync("PATCH", upload, Content[..7]);
        using var second = await Client.SendAsync("PATCH", upload, Content[7..12], range: "7-11");
        using var last = await Client.SendAsync("PUT", $"{upload}?digest={Digest}", Content[12..]);

        first.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        Header(first, "Range").ShouldBe("0-6");
        Header(second, "Range").ShouldBe("0-11");
        last.StatusCode.ShouldBe(HttpStatusCode.Created);
        last.Headers.Location!.OriginalString.ShouldBe($"/v2/app/blobs/{Digest}");
        (await Client.TextAsync($"/v2/app/blobs/{Digest}")).ShouldBe(Content);
    }

    [Fact]
    public async Task A_chunk_out_of_order_is_refused_and_the_upload_goes_on()
    {
        var upload = await StartAsync();
        using var first = await Client.SendAsync("PATCH", upload, Content[..7]);

        await RefusedAsync(
            Client.SendAsync("PATCH", upload, Content[9..], range: "9-18"),
            HttpStatusCode.RequestedRangeNotSatisfiable,
            "BLOB_UPLOAD_INVALID"
        );

        using var state = await Client.SendAsync("GET", upload);
        state.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        Header(state, "Range").ShouldBe("0-6");
        using var last = await Client.SendAsync("PUT", $"{upload}?digest={Digest}", Content[7..], range: "7-18");
        last.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task An_upload_that_broke_off_goes_on_from_what_came()
    {
        var upload = await StartAsync();
        using var broken = new BreakingContent(Content[..7], Content.Length);
        await Should.ThrowAsync<HttpRequestException>(() => Client.PatchAsync(upload, broken));

        var came = await ReceivedAsync(upload);

        using var last = await Client.SendAsync("PUT", $"{upload}?digest={Digest}", Content[came..]);
        last.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Content_that_is_not_what_its_digest_says_is_refused_and_forgotten()
    {
        var upload = await StartAsync();

        await RefusedAsync(
            Client.SendAsync("PUT", $"{upload}?digest={Digest}", "something else"),
            HttpStatusCode.BadRequest,
            "DIGEST_INVALID"
        );

        using var blob = await Client.SendAsync("HEAD", $"/v2/app/blobs/{Digest}");
        blob.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await RefusedAsync(Client.SendAsync("GET", upload), HttpStatusCode.NotFound, "BLOB_UPLOAD_UNKNOWN");
    }

    [Theory]
    [InlineData("sha256:abc")]
    [InlineData("sha512:abc")]
    [InlineData("sha256:../../../../../../../../../../../../../../../../../../etc/passwd")]
    public async Task What_is_no_digest_names_no_blob(string digest)
    {
        var upload = await StartAsync();

        await RefusedAsync(
            Client.SendAsync("PUT", $"{upload}?digest={Uri.EscapeDataString(digest)}", Content),
            HttpStatusCode.BadRequest,
            "DIGEST_INVALID"
        );
        await RefusedAsync(
            Client.SendAsync("GET", $"/v2/app/blobs/{Uri.EscapeDataString(digest)}"),
            HttpStatusCode.BadRequest,
            "DIGEST_INVALID"
        );
    }

    [Fact]
    public async Task A_cancelled_upload_is_gone()
    {
        var upload = await StartAsync();

        using var cancelled = await Client.SendAsync("DELETE", upload);

        cancelled.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await RefusedAsync(Client.SendAsync("PATCH", upload, Content), HttpStatusCode.NotFound, "BLOB_UPLOAD_UNKNOWN");
    }

    [Fact]
    public async Task A_blob_pushed_twice_at_the_same_time_is_there_once_and_whole()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Client.PushBlobAsync("app", Content)));

        (await Client.TextAsync($"/v2/app/blobs/{Digest}")).ShouldBe(Content);
    }

    [Fact]
    public async Task A_mount_from_another_repository_starts_an_upload()
    {
        using var response = await Client.SendAsync("POST", $"/v2/app/blobs/uploads/?mount={Digest}&from=other", "");

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        using var last = await Client.SendAsync("PUT", $"{response.Headers.Location}?digest={Digest}", Content);
        last.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("App")]
    [InlineData("a//b")]
    [InlineData("-app")]
    [InlineData("app_")]
    public async Task A_repository_has_a_name_of_the_specified_form(string repository) =>
        await RefusedAsync(
            Client.SendAsync("POST", $"/v2/{repository}/blobs/uploads/", ""),
            HttpStatusCode.BadRequest,
            "NAME_INVALID"
        );

    [Fact]
    public async Task A_blob_cannot_be_deleted_since_a_release_never_does()
    {
        await Client.PushBlobAsync("app", Content);

        await RefusedAsync(
            Client.SendAsync("DELETE", $"/v2/app/blobs/{Digest}"),
            HttpStatusCode.MethodNotAllowed,
            "UNSUPPORTED"
        );
    }

    private async Task<string> StartAsync()
    {
        using var response = await Client.SendAsync("POST", "/v2/app/blobs/uploads/", "");
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        return response.Headers.Location!.OriginalString;
    }

    /// <summary>How many bytes of a broken upload came, once the registry has noticed the break.</summary>
    private async Task<int> ReceivedAsync(string upload)
    {
        for (var attempt = 0; attempt < 250; attempt++)
        {
            using var state = await Client.SendAsync("GET", upload);
            if (state.StatusCode == HttpStatusCode.NoContent)
            {
                // A range cannot be empty: this one stands for nothing, too.
                var last = int.Parse(Header(state, "Range").Split('-')[1], CultureInfo.InvariantCulture);
                return last == 0 ? 0 : last + 1;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("the registry did not notice within 5 s that the client has left");
    }
}
