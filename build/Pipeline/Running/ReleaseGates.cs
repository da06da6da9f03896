using Foundation.Failures;
using Pipeline.GitLab;
using Releases.Orders;
using Releases.Records;
using Releases.Rollout;
using Releases.Rollout.Lanes;

namespace Pipeline.Running;

/// <summary>The lanes of a run, as its gates see them.</summary>
public sealed class ReleaseGates
{
    private readonly FleetRollout _lanes;

    private ReleaseGates(FleetRollout lanes)
    {
        _lanes = lanes;
    }

    /// <summary>Prepares the lanes with what is known of the release by now.</summary>
    public static async Task<ReleaseGates> PrepareAsync(ReleaseContext context)
    {
        var order = await ReleaseOrders.OfReleaseAsync(context);
        // A step that runs alone has no checks that would have noted it.
        context.Record.Update(record =>
            record with
            {
                Version = order.Version.Text,
                Commit = record.Commit ?? order.Commit,
            }
        );
        return Prepare(context, order);
    }

    /// <summary>Prepares the lanes for an order.</summary>
    public static ReleaseGates Prepare(ReleaseContext context, ReleaseOrder order)
    {
        context.Journal.StartLanes(order.Stages);
        if (order.Stages.Any(StageTable.Changes))
            Announce(context);
        return new ReleaseGates(
            new FleetRollout(
                order,
                context.Waves,
                context.Clusters,
                context.Record,
                PublicPages.Reader,
                Show,
                context.Time,
                context.Cancelled
            )
        );

        void Show(RunEvent happened)
        {
            context.Journal.Show(happened);
            context.Announcer.Note(happened);
        }
    }

    private static void Announce(ReleaseContext context)
    {
        if (
            context is { GitLabSettings: null, IsRehearsal: false, Options.CiJob: null }
            && Audiences.AreDeployments(context)
        )
            context.Say(
                $"GitLab: its environments page is not told of this, since {GitLabVariables.Token} or {GitLabVariables.Project} is not set"
            );
        context.Announcer.Begin();
    }

    /// <summary>Waits until every lane has left a stage.</summary>
    /// <exception cref="LanesFailedException">Lanes failed in it.</exception>
    public async Task PassAsync(Stage stage)
    {
        var failures = await _lanes.PassGateAsync(stage);
        if (failures.Count == 0)
            return;
        var regions = string.Join(", ", failures.Select(failure => failure.Region.Name));
        throw new LanesFailedException($"{stage.Facts().Words} failed in {regions}");
    }

    /// <summary>Waits for the end of all lanes.</summary>
    public Task EndAsync() => _lanes.EndAsync();
}

/// <summary>
/// Lanes failed in a stage. Each region's own failure is in the record; this only marks the gate as failed.
/// </summary>
/// <param name="message">Which regions.</param>
public sealed class LanesFailedException(string message) : ReleaseException(message);
