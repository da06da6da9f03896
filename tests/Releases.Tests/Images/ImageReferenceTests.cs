using CsCheck;
using Releases.Images;

namespace Releases.Tests.Images;

public sealed class ImageReferenceTests
{
    private const string Digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData("app", "app", null, null)]
    [InlineData("app:1.2.3", "app", "1.2.3", null)]
    [InlineData("example.azurecr.io/app:1.2.3-static", "example.azurecr.io/app", "1.2.3-static", null)]
    [InlineData("localhost:5000/app", "localhost:5000/app", null, null)]
    [InlineData("localhost:5000/team/app:1", "localhost:5000/team/app", "1", null)]
    [InlineData($"app@{Digest}", "app", null, Digest)]
    [InlineData($"localhost:5000/app:1@{Digest}", "localhost:5000/app", "1", Digest)]
    [InlineData("", "", null, null)]
    [InlineData("Example.AzureCR.io/app:1.2.3", "example.azurecr.io/app", "1.2.3", null)]
    [InlineData("LOCALHOST:5000/App:RC", "localhost:5000/App", "RC", null)]
    [InlineData("App", "App", null, null)]
    public void A_reference_comes_apart(string text, string repository, string? tag, string? digest) =>
        ImageReference.Parse(text).ShouldBe(new ImageReference(repository, tag, digest));

    [Fact]
    public void Any_text_can_be_taken_apart_and_put_together_again() =>
        Gen.String[Gen.Char["abc:/@.-1"], 0, 30].Sample(text => ImageReference.Parse(text).ToString() == text);
}
