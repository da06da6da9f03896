using Foundation.Secrets;
using Foundation.Writers;

namespace Foundation.Tests.Secrets;

public sealed class SecretKeeperTests
{
    [Fact]
    public void Whatever_became_a_secret_is_masked_in_every_form()
    {
        SecretKeeper.Open();
        _ = new Secret("pä\"ss/wörd+1");

        SecretKeeper
            .Redact("""plain pä"ss/wörd+1, address p%C3%A4%22ss%2Fw%C3%B6rd%2B1, JSON "pä\"ss/wörd+1" end""")
            .ShouldBe("""plain ***, address ***, JSON "***" end""");
        SecretKeeper.Redact(System.Text.Json.JsonSerializer.Serialize("pä\"ss/wörd+1")).ShouldBe("\"***\"");
    }

    [Fact]
    public void A_secret_that_holds_another_leaves_no_rest()
    {
        SecretKeeper.Open();
        _ = new Secret("secret-1");
        _ = new Secret("secret-1-and-more");

        SecretKeeper.Redact("secret-1-and-more secret-1").ShouldBe("*** ***");
    }

    [Fact]
    public void What_is_too_short_a_setting_or_a_whole_document_is_not_sought()
    {
        SecretKeeper.Open();
        _ = new Secret("abc");
        _ = new Secret("first line\nsecond line");
        _ = Secret.OfSetting("azurecli");

        SecretKeeper.Redact("abc azurecli first line\nsecond line").ShouldBe("abc azurecli first line\nsecond line");
    }

    [Theory]
    [InlineData("k3y-of-one-line\n")]
    [InlineData("k3y-of-one-line\r")]
    [InlineData("k3y-of-one-line\r\n")]
    [InlineData("\nk3y-of-one-line \n\n")]
    public void A_line_end_around_a_secret_is_no_part_of_it(string secret)
    {
        SecretKeeper.Open();
        _ = new Secret(secret);

        SecretKeeper.Redact("denied: k3y-of-one-line").ShouldBe("denied: ***");
        new SecretRedactor(new Secret(secret)).Redact("denied: k3y-of-one-line").ShouldBe("denied: ***");
    }

    [Fact]
    public void A_short_secret_gets_no_longer_by_line_ends()
    {
        SecretKeeper.Open();
        _ = new Secret("abc\r\n\r\n");

        SecretKeeper.KnowsAny.ShouldBeFalse();
    }

    [Theory]
    [InlineData("production")]
    [InlineData("PRODUCTION")]
    // A part of a name, without which the name would be another one.
    [InlineData("megforms")]
    [InlineData("workloads")]
    [InlineData("some words of a manifest")]
    public void What_only_looks_like_a_secret_and_is_a_name_is_not_sought(string value)
    {
        SecretKeeper.Open();
        SecretKeeper.Suspect("KEY_PREFIX", value);
        var text = $"{value} in megforms.azurecr.io/megforms";
        SecretKeeper.Redact(text).ShouldContain("***");

        SecretKeeper.Spare(["production", "megforms.azurecr.io/megforms"], ["workloads", "some words of a manifest"]);

        SecretKeeper.Redact(text).ShouldBe(text);
        SecretKeeper.VariablesIn(text).ShouldBeEmpty();
        SecretKeeper.Spared.ShouldBe(["KEY_PREFIX"]);
    }

    [Fact]
    public void Names_are_spared_whenever_the_guess_comes()
    {
        SecretKeeper.Open();
        SecretKeeper.Spare(["production"], []);

        Secret.Guessed("production", "KEY_PREFIX").Reveal().ShouldBe("production");
        _ = Secret.Guessed("hunter2-hunter2", "PLUGIN_TOKEN");

        SecretKeeper.Redact("production hunter2-hunter2").ShouldBe("production ***");
        SecretKeeper.VariablesIn("production hunter2-hunter2").ShouldBe(["PLUGIN_TOKEN"]);
    }

    [Theory]
    [InlineData("hunter2-hunter2")]
    // Part of a word, and no part of a name.
    [InlineData("hunter2-words")]
    [InlineData("megforms-hunter2")]
    public void What_is_no_name_stays_a_secret(string value)
    {
        SecretKeeper.Open();
        SecretKeeper.Suspect("DATABASE_PASSWORD", value);

        SecretKeeper.Spare(["megforms"], ["postgres://ada:hunter2-words@host"]);

        SecretKeeper.Redact($"denied: {value}").ShouldBe("denied: ***");
        SecretKeeper.Spared.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_known_to_be_a_secret_stays_one_though_it_is_a_name()
    {
        SecretKeeper.Open();
        SecretKeeper.Suspect("DOCKER_REGISTRY_PASSWORD", "production");
        _ = new Secret("production");

        SecretKeeper.Spare(["production"], ["production"]);

        SecretKeeper.Redact("kubectl -n production").ShouldBe("kubectl -n ***");
        SecretKeeper.VariablesIn("kubectl -n production").ShouldBe(["DOCKER_REGISTRY_PASSWORD"]);
        SecretKeeper.Spared.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_knows_the_secrets_of_its_own_flow_alone()
    {
        var first = Task.Run(() => RunAsync("first-secret"), TestContext.Current.CancellationToken);
        var second = Task.Run(() => RunAsync("second-secret"), TestContext.Current.CancellationToken);

        (await first).ShouldBe("*** second-secret");
        (await second).ShouldBe("first-secret ***");

        static async Task<string> RunAsync(string secret)
        {
            SecretKeeper.Open();
            // What is learned further down is known above.
            await Task.Run(() => new Secret(secret));
            return SecretKeeper.Redact("first-secret second-secret");
        }
    }

    [Fact]
    public void A_writer_masks_whatever_way_it_is_written_to()
    {
        SecretKeeper.Open();
        _ = new Secret("top-secret");
        using var text = new StringWriter { NewLine = "\n" };
        using var writer = new RedactingWriter(text) { NewLine = "\n" };

        writer.Write("a top-secret b ");
        writer.WriteLine("c top-secret");
        writer.Write("{0} {1}", "d", "top-secret");
        writer.WriteLine();
        writer.Write("top-secret".AsSpan());
        writer.Write("top-secret".ToCharArray());
        writer.WriteLine(new System.Text.StringBuilder("top-secret"));
        writer.WriteLine('x');

        text.ToString().ShouldBe("a *** b c ***\nd ***\n*********\nx\n");
    }
}
