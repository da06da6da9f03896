using Foundation.Failures;
using Foundation.Secrets;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Tools;
using Pipeline.Tools.Azure;
using Pipeline.Tools.Docker;
using Pipeline.Tools.Google;
using Releases.Images;

namespace Pipeline.Tests.Tools;

/// <summary>Real programs that wait for a person until their limit: what they have said is what is told.</summary>
public sealed class WaitingToolTests : IDisposable
{
    private readonly ScriptedTools _tools = new();
    private readonly FakeTimeProvider _clock = new();

    public void Dispose() => _tools.Dispose();

    [Fact]
    public async Task Az_that_waits_for_a_log_in_is_told_as_that_and_not_as_a_limit()
    {
        var failure = await StoppedAsync(
            "az",
            "To sign in, use a web browser to open the page https://microsoft.com/devicelogin and enter the code ABC.",
            host => new AksCredentials(host, new AksCluster("uk", "MEG")).KubeconfigAsync(new AzSettings(), Ct)
        );

        failure.Message.ShouldBe(
            "az aks get-credentials did not end within 2m and was stopped: it waits for somebody to log in to Azure."
        );
        failure.NextStep.ShouldBe("az login");
    }

    [Fact]
    public async Task Gcloud_that_waits_for_a_log_in_is_told_as_that_and_not_as_a_limit()
    {
        var failure = await StoppedAsync(
            "gcloud",
            "Go to the following link in your browser: https://accounts.google.com/o/oauth2/auth",
            host => new GcloudAccounts(host).ActiveAsync(new GcloudSettings(), Ct)
        );

        failure.Message.ShouldBe(
            "gcloud auth list did not end within 2m and was stopped: it waits for somebody to log in to Google Cloud."
        );
        failure.NextStep.ShouldBe("gcloud auth login");
    }

    [Fact]
    public async Task Docker_that_waits_is_told_in_its_own_last_words_without_the_password()
    {
        var failure = await StoppedAsync(
            "docker",
            "asking the keychain for hunter2: touch the security key",
            host =>
                new DockerRegistryClient(host).LogInAsync(
                    "example.com",
                    new RegistryCredentials("ann", new Secret("hunter2")),
                    new DockerSettings { ConfigurationDirectory = _tools.Folder },
                    Ct
                )
        );

        failure.Message.ShouldStartWith("docker login did not end within 60s and was stopped; it said: asking the ");
        failure.Message.ShouldEndWith(": touch the security key");
        failure.Message.ShouldNotContain("hunter2");
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<ReleaseException> StoppedAsync(string tool, string words, Func<ToolHost, Task> start)
    {
        _tools.Add(tool, $"echo '{words}' >&2\nexec sleep 600");
        var run = start(_tools.Host with { Time = _clock });
        // What it says is shown while it waits; from then on only its limit ends it.
        while (!run.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(HasSpoken ? 60 : 1));
            await Task.Delay(TimeSpan.FromMilliseconds(5), Ct);
        }
        HasSpoken.ShouldBeTrue();
        return await Should.ThrowAsync<ReleaseException>(run);
    }

    private bool HasSpoken
    {
        get
        {
            lock (_tools.Log.Lines)
                return _tools.Log.Lines.Any(line => line.Contains(" says: ", StringComparison.Ordinal));
        }
    }
}
