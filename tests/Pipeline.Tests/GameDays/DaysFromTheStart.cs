using Releases.Records;

namespace Pipeline.Tests.GameDays;

/// <summary>Every fault of the drill, armed before the run, in one of two regions of a wave.</summary>
internal static class DaysFromTheStart
{
    /// <summary>The days, the slow ones first.</summary>
    public static IReadOnlyList<GameDay> All { get; } =
    [
        new("plugin-hangs", Running.ExitCode.Refused, Outcome.Skipped)
        {
            Neighbour = Outcome.Skipped,
            Known = "its words at once; 30 s, before anything was touched",
            Message = "^uk: the credential plugin dotnet(.exe)? failed: no answer within 30s; it said: To sign in, ",
            NextStep = "do what it asks, by any kubectl command with this cluster, then run the same command again",
        },
        new("api-throttled", Running.ExitCode.Done, Outcome.Succeeded)
        {
            Limits = ["--migration-timeout=2m", "--rollout-timeout=2m"],
            Known = "it heals: every second request is sent again after its `Retry-After`",
        },
        new("api-down", Running.ExitCode.Refused, Outcome.Skipped)
        {
            Neighbour = Outcome.Skipped,
            Known = "15 s, before anything was touched",
            Message = "^uk: https://.* does not answer: ",
            NextStep = "check the network, VPN or firewall between here and the cluster",
        },
        Failing("migration-hangs", Stage.Migrate, "MigrationTimeout") with
        {
            Message = "^Job migration has not ended within 4s and goes on in the cluster$",
            NextStep = "run the same command again with a longer --migration-timeout: it joins the running Job",
            Known = "at `--migration-timeout`",
            LogLine = "Running migrations:",
            Limits = ["--migration-timeout=4s"],
        },
        Failing("mount-fails", Stage.Migrate, "FailedMount") with
        {
            Message = "^Job migration cannot start: MountVolume.SetUp failed for volume \"settings\" : secret ",
            NextStep = "^with --serve: kubectl --context uk --namespace default describe pod migration-",
            Known = "after 60 s",
        },
        Failing("claim-missing", Stage.Migrate, "Unschedulable") with
        {
            Message = "^Job migration cannot start: .*persistentvolumeclaim \"megforms-media\" not found",
            NextStep = "^with --serve: kubectl --context uk --namespace default get persistentvolumeclaims$",
            Known = "after 60 s",
        },
        Failing("pod-stuck", Stage.Migrate, "JobNotRemoved") with
        {
            Message =
                "^the former Job migration does not go: pod migration-.*, held by finalizer example.com/backup is still there after 4s",
            NextStep =
                "^with --serve: kubectl --context uk --namespace default get pods --selector=job-name=migration$",
            Known = "at `--migration-timeout`",
            Limits = ["--migration-timeout=4s"],
        },
        Failing("job-suspended", Stage.Migrate, "Suspended") with
        {
            Message =
                "^Job migration cannot start: spec.suspend is set, so nobody runs it until spec.suspend is false again; ",
            NextStep = "^with --serve: kubectl --context uk --namespace default describe job migration$",
            Known = "after 5 min",
        },
        Failing("unschedulable", Stage.Migrate, "Unschedulable") with
        {
            Known = "after 5 min",
            Message = "0/1 nodes are available: 1 Insufficient memory",
            NextStep = "^with --serve: kubectl --context uk --namespace default describe pod migration-",
        },
        Failing("page-stale", Stage.Verify, "LivePage") with
        {
            Message = "every workload is rolled out, but .* does not show 1.2.3 within 6s: it shows 1.2.2$",
            NextStep = "^open http://127.0.0.1:",
            Known = "at `--rollout-timeout`",
            Limits = ["--rollout-timeout=6s"],
        },
        Failing("never-ready", Stage.Verify, "ProgressDeadlineExceeded") with
        {
            Known = "at the Deployment's `progressDeadlineSeconds`",
            Message = "^Deployment (web|static|worker|scheduler): ReplicaSet \".*\" has timed out progressing",
            NextStep =
                "^with --serve: kubectl --context uk --namespace default describe pod (web|static|worker|scheduler)-",
        },
        Failing("crash-loop", Stage.Verify, "CrashLoopBackOff") with
        {
            Known = "at the third restart, or after 60 s",
            Message = "^Deployment (web|static|worker|scheduler): container (web|static|worker|scheduler) ",
            NextStep =
                "^with --serve: kubectl --context uk --namespace default describe pod (web|static|worker|scheduler)-",
        },
        Failing("quota", Stage.Migrate, "FailedCreate") with
        {
            Known = "after 60 s",
            Message = "^Job migration cannot start: .*exceeded quota: drill",
            NextStep = "^with --serve: kubectl --context uk --namespace default describe job migration$",
        },
        Failing("image-missing", Stage.Migrate, "(ErrImagePull|ImagePullBackOff)") with
        {
            Known = "after 30 s",
            Message = "megforms:1.2.3.*not found",
            NextStep = "^with --serve: kubectl --context uk --namespace default describe pod migration-",
        },
        Failing("migration-fails", Stage.Migrate, "BackoffLimitExceeded") with
        {
            Known = "when the Job has failed",
            Message = "^Job migration failed: .*backoff limit; container migration ended with exit code 1$",
            NextStep = "^with --serve: kubectl --context uk --namespace default describe job migration$",
            LogLine = "django.db.utils.OperationalError: canceling statement due to lock timeout",
        },
        Failing("migration-init-fails", Stage.Migrate, "BackoffLimitExceeded") with
        {
            Known = "when the Job has failed",
            Message = "^Job migration failed: .*; init container wait-for-database ended with exit code 1$",
            NextStep = "^with --serve: kubectl --context uk .* logs migration-.* --container=wait-for-database$",
            LogLine = "waiting for db:5432",
        },
        OfAWebhook("webhook-hangs", "context deadline exceeded", "after the webhook's `timeoutSeconds`"),
        OfAWebhook("webhook-down", "no endpoints available for service", "at once"),
        Healing("migration-sidecar") with
        {
            Known = "it passes: the migration's own end counts, 10 s after it",
        },
        Healing("job-expires") with
        {
            Known = "it passes: the Job was seen to complete",
        },
        Healing("replicas-change") with
        {
            Known = "it passes: the rollout has as many pods as are asked for",
        },
        Healing("image-flaky") with
        {
            Known = "it heals: a registry may blink for 90 s",
        },
        Healing("watch-drops") with
        {
            Known = "it heals: watches go on where they were cut",
        },
        Healing("log-drops") with
        {
            Known = "it heals: logs go on after the last line",
        },
        GoingBack("crash-loop", "CrashLoopBackOff", "at the third restart, or after 60 s"),
        GoingBack("never-ready", "ProgressDeadlineExceeded", "at the Deployment's `progressDeadlineSeconds`"),
        GoingBack("page-stale", "LivePage", "at `--rollout-timeout`", "--rollout-timeout=6s"),
        new("lock-held", Running.ExitCode.Refused, Outcome.Skipped)
        {
            Neighbour = Outcome.Skipped,
            Known = "at once, before anything was touched",
            Message = "^uk: the deploy lock is held by someone-else@laptop, since ",
            NextStep =
                "--wait-lock=10m waits for it; or ask them, or if nobody is there: ./build.sh --target=Unlock --regions=uk",
        },
    ];

    // The server is asked whether it would take the migration's Job.
    private static GameDay OfAWebhook(string fault, string why, string known) =>
        new(fault, Running.ExitCode.Refused, Outcome.Skipped)
        {
            Neighbour = Outcome.Skipped,
            Known = $"{known}, before anything was touched",
            Message = $"^uk: checking Job migration: 500 Internal error occurred: failed calling webhook .*: {why}",
            NextStep = "next: bring the webhook's pods back",
        };

    private static GameDay Healing(string fault) => new(fault, Running.ExitCode.Done, Outcome.Succeeded);

    private static GameDay GoingBack(string fault, string reason, string known, params string[] limits) =>
        Failing(fault, Stage.Verify, reason) with
        {
            Known = known,
            Restore = Outcome.Succeeded,
            NextStep = "^fix what is said above, then release again",
            Limits = [GameDay.OnFailure, .. limits],
        };

    private static GameDay Failing(string fault, Stage stage, string reason) =>
        new(fault, Running.ExitCode.Failed, Outcome.Failed) { Failure = (stage, reason) };
}
