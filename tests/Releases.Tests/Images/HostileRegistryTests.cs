using Foundation.Failures;
using Foundation.Limits;
using Foundation.Secrets;
using Releases.Images;

namespace Releases.Tests.Images;

public sealed class HostileRegistryTests : IAsyncDisposable
{
    private const string Manifest = "/v2/team/app/manifests/1.2.3";
    private readonly LoopbackRegistry _registry = new();

    private RegistryImage Image => new(_registry.Host, "team/app", "1.2.3");

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Fact]
    public async Task A_manifest_larger_than_any_is_left_at_the_limit()
    {
        _registry.Serve(Manifest, new string(' ', InputLimits.WebAnswer + 1));

        (await FailureAsync()).ShouldBe(
            $"{_registry.Host} does not answer as an image registry: what it sends for team/app:1.2.3 is larger than 8 MiB."
        );
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("""{"config":7}""")]
    [InlineData("""{"config":{"digest":7}}""")]
    [InlineData("""{"config":{"digest":"../../other/manifests/1"}}""")]
    [InlineData("""{"manifests":[7,{"platform":7,"digest":"x?y"},{"platform":{"os":1}}]}""")]
    public async Task A_manifest_of_another_form_is_one_without_a_configuration(string manifest)
    {
        _registry.Serve(Manifest, manifest);

        (await FailureAsync()).ShouldBe($"{Image} is in the registry, but has no configuration to read.");
        _registry.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_manifest_that_is_nested_without_an_end_is_no_manifest()
    {
        _registry.Serve(Manifest, string.Concat(Enumerable.Repeat("[", 100_000)));

        (await FailureAsync()).ShouldBe($"{_registry.Host} did not answer as an image registry.");
    }

    [Fact]
    public async Task A_label_that_comes_twice_counts_once()
    {
        var config = _registry.ServeByDigest(
            "/v2/team/app/blobs",
            """{"config":{"Labels":{"org.opencontainers.image.revision":"a","org.opencontainers.image.revision":"b"}}}"""
        );
        _registry.Serve(Manifest, $$$"""{"config":{"digest":"{{{config}}}"}}""");

        (await InspectAsync())!.Revision.ShouldBe("b");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"token":7}""")]
    [InlineData("""{"token":"hunter22\nx"}""")]
    public async Task An_answer_without_a_token_that_can_be_sent_is_a_refusal(string answer)
    {
        _registry.Serve("/oauth2/token", answer);
        _registry.Challenge = $"Bearer realm=\"http://{_registry.Host}/oauth2/token\"";
        _registry.Authorization = "Bearer never";

        (await FailureAsync()).ShouldBe($"{_registry.Host} refuses to show team/app (401).");
    }

    [Fact]
    public async Task A_token_larger_than_any_is_left_at_the_limit()
    {
        _registry.Serve("/oauth2/token", new string(' ', InputLimits.WebAnswer + 1));
        _registry.Challenge = $"Bearer realm=\"http://{_registry.Host}/oauth2/token\"";
        _registry.Authorization = "Bearer never";

        (await FailureAsync()).ShouldContain("larger than 8 MiB");
    }

    private async Task<PublishedImage?> InspectAsync()
    {
        using var reader = new ImageRegistry(
            _registry.Host,
            new RegistryCredentials("ann", new Secret("s3cret")),
            TimeProvider.System
        );
        return await reader.InspectAsync(Image, ImagePlatform.Default, TestContext.Current.CancellationToken);
    }

    private async Task<string> FailureAsync() => (await Should.ThrowAsync<ReleaseException>(InspectAsync())).Message;
}
