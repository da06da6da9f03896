using Pipeline.Targets;

namespace Pipeline.Requests;

/// <summary>
/// Words that records, answers and commands consist of. Without one of them nobody could read the rest.
/// </summary>
public static class OrdinaryWords
{
    // Names of properties, outcomes, stages, states and kinds. Shorter ones are never taken for a secret.
    private const string OfAnswers = """
        accepted accessExclusive accessShare account actorEmail addedCount address against
        agrees annotate applied arguments artifacts atomic backTo backup before blocks cancelled
        change changes checkName cluster command commit complete configured containers contents
        context created cronjob current daemonset database default dependency deploy deployment
        deployment_tier description detail details digest dotenv drifts edited elsewhere endedAt
        entries environment events everything expires extends failed failure fields findings
        fingerprint finishedAt foreign furthestBack halfApplied hasOtherClock health healthy
        holder images interrupted investigate irreversible isExpired judged judgedFrom kubectl
        kubernetes labels lastRelease location merged mergeRequest message migrate migrated
        migratedTo migration migrations missing namespace nextStep notAsked notBegun nothing
        noWayBack number objects operation operations otherChanges otherDatabase otherPlatform
        others outcome overruled partial pipeline planned points problem problems procedure
        production progressing provider published readAt reason reasons reference refused region
        regions release removed removedCount requirements resource_group restore restored
        restorePoint reversible rewrite rollback rollout rowExclusive rowShare rowsNotAsked
        running sameRows scaledToZero schema schemas script seconds server serves serving
        settings severity shareRowExclusive shareUpdateExclusive skipped source squashesNotRead
        stages staging startedAt statefulset status submodule succeeded tables target targets
        transaction trouble unapplied unapply uncertain unchanged underWay unhealthy unknown
        unread unsafe verdict verify version versions wanted workflow workloads writes
        """;

    /// <summary>All of them; capitals do not count.</summary>
    public static IReadOnlyCollection<string> All =>
        [.. OfAnswers.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries), .. TargetCatalog.Names];
}
