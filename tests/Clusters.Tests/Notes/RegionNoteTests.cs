using Clusters.Calls;
using Clusters.Notes;
using Clusters.Tests.Locks;
using Foundation.Failures;
using Loopback;

namespace Clusters.Tests.Notes;

/// <summary>A note is written over what was seen of it, and nothing that others have noted since is lost.</summary>
public sealed class RegionNoteTests : IAsyncDisposable
{
    private readonly LeaseServer _server = new();
    private readonly RegionCluster _cluster;
    private readonly RegionNote _note;

    public RegionNoteTests()
    {
        _cluster = new RegionCluster("uk", "default", Connecting.To(_server.Loopback), "kubectl");
        _note = Another();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _cluster.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task What_was_read_is_not_read_again_to_write_it()
    {
        (await _note.ReadAsync(Ct)).ShouldBeNull();
        await _note.WriteAsync("begun", Ct);
        await _note.ChangeAsync(text => $"{text}, done", Ct);

        _server.Loopback.Requests.Select(request => request.Split(' ')[0]).ShouldBe(["GET", "POST", "PUT"]);
        (await Another().ReadAsync(Ct)).ShouldBe("begun, done");
    }

    [Fact]
    public async Task What_others_have_noted_since_is_kept()
    {
        await _note.WriteAsync("ours", Ct);
        await Another().ChangeAsync(text => $"{text}, theirs", Ct);

        await _note.ChangeAsync(text => $"{text}, ours again", Ct);

        (await Another().ReadAsync(Ct)).ShouldBe("ours, theirs, ours again");
    }

    [Fact]
    public async Task What_others_have_noted_where_nothing_was_is_kept()
    {
        await _note.ReadAsync(Ct);
        await Another().WriteAsync("theirs", Ct);

        await _note.ChangeAsync(text => $"{text}, ours", Ct);

        (await Another().ReadAsync(Ct)).ShouldBe("theirs, ours");
    }

    [Fact]
    public async Task A_note_that_was_deleted_meanwhile_begins_anew()
    {
        await _note.WriteAsync("old", Ct);
        _server.Forget();

        await _note.ChangeAsync(text => $"{text}new", Ct);

        (await Another().ReadAsync(Ct)).ShouldBe("new");
    }

    [Fact]
    public async Task A_text_that_others_have_replaced_is_written_though_it_was_seen_before()
    {
        await _note.WriteAsync("ours", Ct);
        await Another().WriteAsync("theirs", Ct);

        await _note.WriteAsync("ours", Ct);

        (await Another().ReadAsync(Ct)).ShouldBe("ours");
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(0, 0, 1)]
    public async Task A_second_text_arrives_once_although_its_write_ends_badly(int failures, int lost, int failsWritten)
    {
        await _note.WriteAsync("begun", Ct);
        (_server.Failures, _server.LostAnswers, _server.FailsWritten) = (failures, lost, failsWritten);

        await _note.ChangeAsync(_ => "done", Ct);

        (await Another().ReadAsync(Ct)).ShouldBe("done");
        _server.Writes.ShouldBe(2);
    }

    [Fact]
    public async Task A_note_that_others_change_at_each_attempt_is_given_up()
    {
        await _note.WriteAsync("ours", Ct);
        var attempts = 0;

        var failure = await Should.ThrowAsync<ReleaseException>(() => _note.ChangeAsync(Change, Ct));

        failure.Message.ShouldEndWith("somebody else changes Lease notes at the same time");
        // The first is made from what was seen before.
        attempts.ShouldBe(4);

        string Change(string? text)
        {
            attempts++;
            _server.Touch();
            return $"{text}, ours";
        }
    }

    [Fact]
    public async Task Two_that_write_at_the_same_time_are_both_noted()
    {
        await _note.WriteAsync("", Ct);

        for (var round = 1; round <= 10; round++)
            await Task.WhenAll(_note.ChangeAsync(text => $"{text}a", Ct), _note.ChangeAsync(text => $"{text}b", Ct));

        var text = (await Another().ReadAsync(Ct)).ShouldNotBeNull();
        (text.Count(letter => letter == 'a'), text.Count(letter => letter == 'b')).ShouldBe((10, 10));
    }

    private RegionNote Another() => new(_cluster, "notes", "example.com/text", "what happened");
}
