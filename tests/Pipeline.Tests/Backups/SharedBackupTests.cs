using Pipeline.Sources;
using Pipeline.Tests.Tools;
using Releases.Fleets;

namespace Pipeline.Tests.Backups;

/// <summary>Regions on one database server share its backup.</summary>
public sealed class SharedBackupTests : IDisposable
{
    private static readonly RegionDatabase Server = new(DatabaseProvider.AzurePostgreSql, "uk-db")
    {
        ResourceGroup = "MEG",
    };

    private readonly ScriptedTools _tools = new();
    private readonly DatabaseBackups _backups;
    private readonly CancellationTokenSource _stop = new();

    public SharedBackupTests()
    {
        // It goes on until the test says so.
        _tools.Add(
            "az",
            $$"""
            echo begun >>'{{_tools.PathOf("begun")}}'
            until [ -f '{{_tools.PathOf("end")}}' ]; do sleep 0.05; done
            case "$*" in *show*) echo Ready ;; *) echo '{"name":"one","completedTime":"2026-11-28T23:00:00Z"}' ;; esac
            """
        );
        _backups = new DatabaseBackups(_tools.Context, TimeProvider.System);
    }

    public void Dispose()
    {
        _stop.Dispose();
        _tools.Dispose();
    }

    [Fact]
    public async Task It_goes_on_for_the_others_when_the_region_that_began_it_stops()
    {
        var first = _backups.TakeAsync(Server, "one", _stop.Token);
        var second = _backups.TakeAsync(Server, "two", TestContext.Current.CancellationToken);

        await _stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        End();

        (await second).ShouldBe("one");
        (await _backups.TakeAsync(Server, "three", TestContext.Current.CancellationToken)).ShouldBe("one");
        File.ReadAllLines(_tools.PathOf("begun")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_region_that_stops_does_not_wait_for_the_backup_that_another_one_began()
    {
        var first = _backups.TakeAsync(Server, "one", TestContext.Current.CancellationToken);
        var second = _backups.TakeAsync(Server, "two", _stop.Token);

        await _stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(second);
        first.IsCompleted.ShouldBeFalse();
        End();
        (await first).ShouldBe("one");
    }

    [Fact]
    public async Task A_check_goes_on_for_the_others_also()
    {
        var first = _backups.CheckAsync(Server, _stop.Token);
        var second = _backups.CheckAsync(Server, TestContext.Current.CancellationToken);

        await _stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        End();

        await second;
        File.ReadAllLines(_tools.PathOf("begun")).ShouldHaveSingleItem();
    }

    private void End() => File.WriteAllText(_tools.PathOf("end"), "");
}
