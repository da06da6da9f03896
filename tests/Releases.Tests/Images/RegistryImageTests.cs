using Foundation.Failures;
using Releases.Images;

namespace Releases.Tests.Images;

public sealed class RegistryImageTests
{
    [Theory]
    [InlineData("megforms.azurecr.io/megforms:1.2.3", "megforms.azurecr.io", "megforms", "1.2.3")]
    [InlineData("127.0.0.1:5000/team/app:1.2.3-static", "127.0.0.1:5000", "team/app", "1.2.3-static")]
    [InlineData("localhost/a__b:x", "localhost", "a__b", "x")]
    [InlineData("[::1]:5000/app:x", "[::1]:5000", "app", "x")]
    public void Full_name_is_taken_apart_and_put_together_again(string text, string host, string repository, string tag)
    {
        var image = RegistryImage.Parse(text);

        image.ShouldBe(new RegistryImage(host, repository, tag));
        image.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("app:1.2.3")]
    [InlineData("team/app:1.2.3")]
    [InlineData("example.com/app")]
    [InlineData("example.com/App:1")]
    [InlineData("example.com/../app:1")]
    [InlineData("example.com/app:1\n")]
    [InlineData("example.com/app:-1")]
    [InlineData("-example.com/app:1")]
    [InlineData("user@example.com/app:1")]
    public void Anything_else_is_a_usage_error_that_quotes_it(string text)
    {
        Should.Throw<UsageException>(() => RegistryImage.Parse(text)).Message.ShouldContain(text);
    }

    [Theory]
    [InlineData("127.0.0.1:5000/app:x", true)]
    [InlineData("localhost:5000/app:x", true)]
    [InlineData("[::1]:5000/app:x", true)]
    [InlineData("localhost.example.com/app:x", false)]
    [InlineData("10.0.0.1:5000/app:x", false)]
    public void Only_a_loopback_registry_is_on_this_machine(string text, bool expected)
    {
        RegistryImage.Parse(text).IsOnThisMachine.ShouldBe(expected);
    }
}
