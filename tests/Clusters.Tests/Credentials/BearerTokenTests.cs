using Clusters.Credentials;
using Foundation.Failures;
using Foundation.Limits;
using Foundation.Text;

namespace Clusters.Tests.Credentials;

public sealed class BearerTokenTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("token-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("hunter22\nsecond")]
    [InlineData("hunter22 second")]
    [InlineData("hunter22\0")]
    [InlineData("hünter22")]
    public async Task A_token_file_that_no_header_can_carry_names_region_and_file_and_not_the_token(string content) =>
        (await FileProblemAsync(content)).ShouldBe($"uk: the token file {File} {HeaderText.Problem}");

    [Fact]
    public async Task A_token_file_larger_than_any_token_is_refused() =>
        (await FileProblemAsync(new string('x', InputLimits.CredentialFile + 1))).ShouldBe(
            $"uk: cannot read the token file {File}: it is larger than 1 MiB"
        );

    [Fact]
    public async Task A_line_end_after_the_token_of_a_file_is_no_part_of_it()
    {
        await System.IO.File.WriteAllTextAsync(File, "good\n", TestContext.Current.CancellationToken);

        var credential = await new TokenFileCredential("uk", File, null).CurrentAsync(
            TestContext.Current.CancellationToken
        );

        credential.Token!.Reveal().ShouldBe("good");
    }

    [Fact]
    public void A_plugin_that_prints_a_token_which_no_header_can_carry_has_failed()
    {
        var printed = $$$"""
            {"kind":"ExecCredential","apiVersion":"{{{ExecPluginSettings.V1}}}","status":{"token":"hunter22\n"}}
            """;

        Should
            .Throw<ReleaseException>(() =>
                ExecCredential.Parse(printed, ExecPluginSettings.V1, problem => new ReleaseException(problem))
            )
            .Message.ShouldBe($"it printed a token that {HeaderText.Problem}");
    }

    private string File => Path.Combine(_folder.FullName, "token");

    private async Task<string> FileProblemAsync(string content)
    {
        await System.IO.File.WriteAllTextAsync(File, content, TestContext.Current.CancellationToken);
        var failure = await Should.ThrowAsync<ReleaseException>(() =>
            new TokenFileCredential("uk", File, null).CurrentAsync(TestContext.Current.CancellationToken).AsTask()
        );
        return failure.Message;
    }
}
