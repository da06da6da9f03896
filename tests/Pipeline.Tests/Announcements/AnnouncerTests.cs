using Pipeline.Announcements;
using Releases.Records;

namespace Pipeline.Tests.Announcements;

public sealed class AnnouncerTests
{
    // An end without a beginning would be a notice of a release that changed nothing.
    [Theory]
    [InlineData("push", false, "pushed")]
    [InlineData("push", true, "pushed end")]
    [InlineData("push begin", false, "pushed begin end")]
    [InlineData("begin", false, "begin end")]
    [InlineData("", true, "end")]
    [InlineData("", false, "")]
    public async Task An_end_is_told_after_a_beginning_or_where_the_run_failed_on_its_way(
        string happens,
        bool isUnannounced,
        string told
    )
    {
        var audience = new NotedAudience();
        var announcer = new Announcer(() => [audience], () => Record, _ => { }, TimeProvider.System);

        foreach (var step in happens.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == "push")
                announcer.Push();
            else
                announcer.Begin();
        }
        await announcer.EndAsync(isUnannounced);

        string.Join(' ', audience.Told).ShouldBe(told);
    }

    private static ReleaseRecord Record { get; } =
        new()
        {
            Target = "Deploy",
            Version = "1.2.3",
            Actor = "Ada",
            Host = "laptop",
            StartedAt = DateTimeOffset.UnixEpoch,
        };

    private sealed class NotedAudience : IAudience
    {
        public List<string> Told { get; } = [];

        public Task PushedAsync(ReleaseRecord record, CancellationToken cancellationToken) => Note("pushed");

        public Task BeginAsync(ReleaseRecord record, CancellationToken cancellationToken) => Note("begin");

        public Task EnterAsync(RegionRecord region, CancellationToken cancellationToken) => Note("enter");

        public Task EndAsync(ReleaseRecord record, CancellationToken cancellationToken) => Note("end");

        private Task Note(string what)
        {
            Told.Add(what);
            return Task.CompletedTask;
        }
    }
}
