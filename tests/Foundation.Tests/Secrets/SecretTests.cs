using System.Text.Json;
using Foundation.Secrets;

namespace Foundation.Tests.Secrets;

public sealed class SecretTests
{
    private static readonly Secret Password = new("hunter/2 and more");

    [Fact]
    public void Secret_prints_as_stars_wherever_it_is_put_into_text()
    {
        $"{Password}".ShouldBe("***");
        string.Join(' ', new object[] { Password }).ShouldBe("***");
        JsonSerializer.Serialize(Password).ShouldNotContain("hunter");
    }

    [Fact]
    public void Redaction_masks_a_secret_as_it_is_and_as_part_of_a_URL()
    {
        var redactor = new SecretRedactor(Password);

        redactor.Redact("a hunter/2 and more b hunter%2F2%20and%20more c").ShouldBe("a *** b *** c");
        redactor.Finds("x=hunter/2 and more").ShouldBeTrue();
        redactor.Finds("hunter").ShouldBeFalse();
    }

    [Fact]
    public void Redaction_masks_the_longest_secret_first()
    {
        new SecretRedactor(new Secret("abc"), new Secret("abcdef")).Redact("abcdef abc").ShouldBe("*** ***");
    }

    [Fact]
    public void Redaction_masks_each_long_line_of_a_secret_with_several()
    {
        var key = new Secret("first: x\n  client-key-data: c2VjcmV0IGtleSBtYXRlcmlhbA==\nlast: y\n");

        new SecretRedactor(key)
            .Redact("bad value in 'client-key-data: c2VjcmV0IGtleSBtYXRlcmlhbA=='")
            .ShouldBe("bad value in '***'");
    }

    [Theory]
    [InlineData("https://user:token@example.com/app.git", "https://***@example.com/app.git")]
    [InlineData("https://user:pa@ss@example.com/a@b", "https://***@example.com/a@b")]
    [InlineData("https://token@example.com/a@b", "https://***@example.com/a@b")]
    [InlineData("ssh://git@example.com/app.git", "ssh://***@example.com/app.git")]
    [InlineData("https://example.com/mail@me", "https://example.com/mail@me")]
    public void Redaction_masks_the_user_of_a_URL_without_being_told(string text, string expected)
    {
        new SecretRedactor().Redact(text).ShouldBe(expected);
    }

    [Fact]
    public void Empty_secret_masks_nothing()
    {
        new SecretRedactor(new Secret("")).Redact("text").ShouldBe("text");
    }
}
