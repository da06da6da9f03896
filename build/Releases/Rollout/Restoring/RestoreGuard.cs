using Foundation.Failures;
using Foundation.Text;
using k8s.Models;
using Migrations.Verdicts;
using Releases.Fleets;
using Releases.Jobs;
using Releases.Orders;
using Releases.Records;
using Releases.Workloads;

namespace Releases.Rollout.Restoring;

/// <summary>Judges whether the former version's code can run on the schema that the release has left.</summary>
internal static class RestoreGuard
{
    private const int NamedChanges = 3;

    /// <summary>
    /// The objection to going back, in one line with what helps. <see langword="null"/> when there is none.
    /// </summary>
    /// <param name="lane">The region.</param>
    /// <param name="policy">The risk that may be taken.</param>
    /// <param name="restorations">The planned steps.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<string?> ObjectionAsync(
        Lane lane,
        RestorePolicy policy,
        IReadOnlyList<Restoration> restorations,
        CancellationToken cancellationToken
    )
    {
        var objections = new List<string>();
        foreach (var former in restorations.Select(restoration => restoration.Version).Distinct())
        {
            if (await ObjectionAsync(lane, policy, former, cancellationToken) is { } one)
                objections.Add(one);
        }
        if (objections.Count == 0)
            return null;
        var objection = string.Join("; ", objections);
        return await HasMigratedAsync(lane, cancellationToken) switch
        {
            true => objection,
            // Without a migration the schema is still the former version's, whatever the verdict says.
            false => null,
            null =>
                $"whether {lane.Order.Version} has changed the schema is not known: its migration Job is gone, and the region has no note of it; {objection}",
        };
    }

    private static async Task<string?> ObjectionAsync(
        Lane lane,
        RestorePolicy policy,
        string? former,
        CancellationToken cancellationToken
    )
    {
        var version = lane.Order.Version.Text;
        if (former == version && lane.Order.Version is { Version: null, IsCommit: false })
            return $"the tag {version} moves, so it is not known which commit ran before";
        if (former is null)
            return $"the former images have no version in their tags, so their migrations cannot be compared with those of {version}";
        try
        {
            var verdict = await policy.Migrations.RollbackAsync(version, former, cancellationToken);
            return verdict.Verdict switch
            {
                Verdict.Clear => null,
                Verdict.Investigate when policy.AcceptsRisk => null,
                Verdict.Investigate =>
                    $"a person has to judge whether {former} can run on the schema of {version} ({Worst(verdict)}): read {Command(version, former)}{WayBack(lane, former)}",
                Verdict.Unsafe =>
                    $"{former} cannot run on the schema of {version} ({Worst(verdict)}): fix it with a patch release; {Command(version, former)} says why",
            };
        }
        catch (ReleaseException exception)
        {
            return $"whether {former} can run on the schema of {version} is not known: {exception.Message}";
        }
    }

    // A migration of an earlier run of the same release counts also. This run's Job may be gone while its changes are
    // in the database. Without a note, a missing Job proves nothing: its time to live may be over, or somebody has
    // deleted it.
    private static async Task<bool?> HasMigratedAsync(Lane lane, CancellationToken cancellationToken)
    {
        if (lane.Order.Stages.Contains(Stage.Migrate))
            return true;
        var name = lane.Order.Fleet.Migration.Job;
        if (await new MigrationNoteStore(lane.Cluster, name).ReadAsync(cancellationToken) is { } note)
            return note.MayHold(lane.Order.Version);
        return await new MigrationJobs(lane.Cluster, name).FindAsync(cancellationToken) is { } job
            ? job.GetLabel(ReleaseLabels.Version) == ReleaseLabels.ValueOf(lane.Order.Version)
            : null;
    }

    // The names of a drill's regions are those of the real ones.
    private static string WayBack(Lane lane, string former) =>
        lane.Region.Provider == Provider.Drill
            ? ""
            : $", then ./build.sh --target=Rollback --version={former} --regions={lane.Region.Name} goes back once you say yes";

    private static string Command(string version, string former) =>
        $"./build.sh --target=CheckRollback --version={former} --from={version}";

    private static string Worst(MigrationVerdict verdict)
    {
        var migrations = verdict
            .Migrations.Where(migration => migration.Verdict == verdict.Verdict)
            .Select(migration => migration.FullName);
        var others = verdict
            .OtherChanges.Where(change => change.Verdict == verdict.Verdict)
            .Select(change => change.Path);
        return FewNames.Of([.. migrations, .. others], NamedChanges);
    }
}
