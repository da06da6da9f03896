using System.Globalization;
using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Live;

/// <summary>A lock is judged by watching it change, since the clocks of two machines need not agree.</summary>
public sealed class OtherClockTests
{
    [Fact]
    public async Task A_lock_that_is_renewed_by_a_clock_that_is_behind_has_not_expired()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        using var end = new CancellationTokenSource();
        var renewing = RenewAsync(fleet, end.Token);

        var run = (await fleet.RunAsync("Status")).ShouldEndWith(ExitCode.Done);

        await end.CancelAsync();
        await renewing;
        run.Output.ShouldNotContain("the next release takes it");
        run.Output.ReplaceLineEndings(" ").ShouldContain("by a clock that differs from this machine's");
    }

    [Fact]
    public async Task One_that_nobody_renews_has()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        Renew(fleet);

        var run = (await fleet.RunAsync("Status")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain("(expired: the next release takes it)");
    }

    private static async Task RenewAsync(StagedFleet fleet, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            Renew(fleet);
            await Task.Delay(TimeSpan.FromMilliseconds(200), CancellationToken.None);
        }
    }

    private static void Renew(StagedFleet fleet)
    {
        var behind = DateTime
            .UtcNow.AddHours(-1)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        var version = fleet["north"].Get("leases.coordination.k8s.io", "release")?["metadata"]!["resourceVersion"]!;
        fleet["north"]
            .Apply(
                $$"""
                apiVersion: coordination.k8s.io/v1
                kind: Lease
                metadata: { name: release, resourceVersion: "{{version}}" }
                spec:
                  holderIdentity: Ada@laptop
                  leaseDurationSeconds: 90
                  acquireTime: "{{behind}}"
                  renewTime: "{{behind}}"
                """
            );
    }
}
