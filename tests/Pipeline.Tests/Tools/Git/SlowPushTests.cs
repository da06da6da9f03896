using Foundation.Failures;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Tools.Git;

namespace Pipeline.Tests.Tools.Git;

/// <summary>A hook that runs before the push may take its time.</summary>
public sealed class SlowPushTests : IDisposable
{
    private readonly GitRepositories _git = new();
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _git.Dispose();

    [Fact]
    public async Task A_hook_of_nine_minutes_is_waited_for()
    {
        var (publishing, mayGoOn) = await StartAsync();

        _time.Advance(TimeSpan.FromMinutes(9));
        await File.WriteAllTextAsync(mayGoOn, "", Ct);
        await publishing;

        _git.InRemote("tag", "--list").ShouldBe("1.2.3");
    }

    [Fact]
    public async Task One_that_does_not_end_is_stopped_and_leaves_no_tag_behind()
    {
        var (publishing, _) = await StartAsync();

        _time.Advance(TimeSpan.FromMinutes(10));

        (await Should.ThrowAsync<ReleaseException>(publishing)).Message.ShouldStartWith(
            "git push did not end within 10m"
        );
        _git.In("tag", "--list").ShouldBeEmpty();
    }

    private async Task<(Task Publishing, string MayGoOn)> StartAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the hook is a shell script");
        var (waits, mayGoOn) = _git.HoldPushes();
        var tagger = new GitTagger(_git.Host with { Time = _time });
        var publishing = tagger.PublishAsync("1.2.3", _git.Head, "x", _git.Settings, Ct);
        while (!File.Exists(waits))
            await Task.Delay(10, Ct);
        return (publishing, mayGoOn);
    }
}
