using Foundation.Failures;
using Pipeline.Clouds;
using Pipeline.Sources;
using Pipeline.Tests.Tools;
using Pipeline.Tools.Google;

namespace Pipeline.Tests.Clouds;

/// <summary>A token of gcloud's account that cannot be had.</summary>
public sealed class RenewedTokenTests : IDisposable
{
    private readonly ScriptedTools _tools = new();
    private readonly CloudLogins _logins;

    public RenewedTokenTests()
    {
        _tools.Add("gcloud", "echo 'gcloud is on strike' >&2; exit 1");
        _logins = new CloudLogins(_tools.Context, false, _ => null, _tools.Folder, TimeProvider.System);
    }

    public void Dispose()
    {
        _logins.Dispose();
        _tools.Dispose();
    }

    [Fact]
    public async Task In_a_run_it_is_an_expected_failure() =>
        (
            await Should.ThrowAsync<ReleaseException>(
                _logins.Google.CurrentAsync(TestContext.Current.CancellationToken).AsTask()
            )
        ).Message.ShouldBe("gcloud config config-helper failed with exit code 1: gcloud is on strike");

    [Fact]
    public async Task Before_it_gcloud_is_asked_for_the_cluster_instead() =>
        (
            await Should.ThrowAsync<UnexpectedAnswerException>(
                _logins.GkeAsync(
                    new GkeCluster("qatar", "me-central1", "meg-qatar"),
                    TestContext.Current.CancellationToken
                )
            )
        ).Message.ShouldContain("gcloud is on strike");
}
