using System.Text.Json;
using System.Text.RegularExpressions;
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
    [InlineData("a://b:c@d e, f://g@h", "a://***@d e, f://***@h")]
    [InlineData("a://b://c@d", "a://b://***@d")]
    [InlineData("a://@b and a://@@b", "a://@b and a://***@b")]
    [InlineData("a://b\n@c", "a://b\n@c")]
    [InlineData("a://", "a://")]
    public void Redaction_masks_the_user_of_a_URL_without_being_told(string text, string expected)
    {
        new SecretRedactor().Redact(text).ShouldBe(expected);
    }

    // The rule as an expression, which would take a part of every run to build.
    [Fact]
    public void Users_of_URLs_are_those_of_the_pattern()
    {
        var pattern = new Regex(@"://[^/\s]+@", RegexOptions.NonBacktracking);
        var random = new Random(20261129);
        for (var number = 0; number < 20_000; number++)
        {
            var text = string.Concat(random.GetItems<string>(["://", ":", "/", "@", " ", "\n", "\u00a0", "a"], 12));
            new SecretRedactor().Redact(text).ShouldBe(pattern.Replace(text, "://***@"), customMessage: text);
        }
    }

    [Fact]
    public void Empty_secret_masks_nothing()
    {
        new SecretRedactor(new Secret("")).Redact("text").ShouldBe("text");
    }
}
