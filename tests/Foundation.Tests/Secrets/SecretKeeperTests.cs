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
