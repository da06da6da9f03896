using Pipeline.Running;
using Releases.Records;

namespace Pipeline.Tests.GameDays;

/// <summary>Every fault of the drill, as it strikes a region that enters a stage.</summary>
internal static class DaysAtAStage
{
    private const string New = @"^1\.2\.3$";
    private const string Old = @"^1\.2\.2$";
    private const string OnTheNode = "pods that run have brought the image to their node";

    // A CronJob has its image at once, and so have pods that were made before the fault.
    private const string Either = @"^(1\.2\.[23]|mixed 1\.2\.2/1\.2\.3)$";

    /// <summary>The days, stage by stage.</summary>
    public static IReadOnlyList<GameDay> All { get; } =
    [
        .. OfMigrations(),
        .. OfTheApi(Stage.Migrate),
        .. new[] { Stage.SetImage, Stage.Verify }.SelectMany(stage => OfPods(stage).Concat(OfTheApi(stage))),
    ];

    private static IEnumerable<GameDay> OfMigrations() =>
        [
            Fails("migration-fails", Stage.Migrate, "BackoffLimitExceeded", "when the Job has failed"),
            Fails("migration-hangs", Stage.Migrate, "MigrationTimeout", "at `--migration-timeout`") with
            {
                Limits = ["--migration-timeout=2s"],
            },
            Fails("image-missing", Stage.Migrate, "(ErrImagePull|ImagePullBackOff)", "after 30 s").Or("ErrImagePull"),
            Passes("image-flaky", Stage.Migrate, "it heals: a registry may blink for 90 s"),
            Fails("unschedulable", Stage.Migrate, "Unschedulable", "after 5 min").Or("Unschedulable"),
            Fails("quota", Stage.Migrate, "FailedCreate", "after 60 s").Or("exceeded quota"),
            Passes("migration-sidecar", Stage.Migrate, "it passes: the migration's own end counts, 10 s after it") with
            {
                MigrationPods = 0,
            },
            Fails("migration-init-fails", Stage.Migrate, "BackoffLimitExceeded", "when the Job has failed"),
            Fails("job-suspended", Stage.Migrate, "Suspended", "after 5 min").Or("Suspended"),
            Passes("job-expires", Stage.Migrate, "it passes: the Job was seen to complete") with
            {
                MigrationPods = 0,
            },
            Fails("mount-fails", Stage.Migrate, "FailedMount", "after 60 s").Or("FailedMount"),
            Fails("claim-missing", Stage.Migrate, "Unschedulable", "after 60 s").Or("Unschedulable"),
            Fails("pod-stuck", Stage.Migrate, "JobNotRemoved", "at `--migration-timeout`")
                .Or("removing the former Job") with
            {
                Limits = ["--migration-timeout=2s"],
            },
            Never("crash-loop", Stage.Migrate, "a Job that fails is `migration-fails`"),
            Never("never-ready", Stage.Migrate, "a Job has nothing to be ready for"),
            Never("page-stale", Stage.Migrate, "no image changes, so no page does"),
        ];

    private static IEnumerable<GameDay> OfPods(Stage stage) =>
        [
            stage == Stage.Verify
                ? Never("image-missing", stage, OnTheNode)
                : Serving("image-missing", stage, "(ErrImagePull|ImagePullBackOff)", "after 30 s").Or("ErrImagePull"),
            Serving("crash-loop", stage, "CrashLoopBackOff", "at the third restart, or after 60 s")
                .Or("CrashLoopBackOff"),
            Serving("never-ready", stage, "ProgressDeadlineExceeded", "at the Deployment's `progressDeadlineSeconds`")
                .Or("Unhealthy"),
            Serving(
                    "unschedulable",
                    stage,
                    "ProgressDeadlineExceeded",
                    "at the Deployment's `progressDeadlineSeconds`, or after 5 min"
                )
                .Or("Unschedulable"),
            Serving("quota", stage, OrGivenUp("FailedCreate"), AfterAMinute).Or("exceeded quota"),
            Serving("page-stale", stage, "LivePage", "at `--rollout-timeout`").Or("it shows 1.2.2") with
            {
                Limits = ["--rollout-timeout=3s"],
                Live = New,
            },
            stage == Stage.Verify
                ? Never("image-flaky", stage, OnTheNode)
                : Passes("image-flaky", stage, "it heals: a registry may blink for 90 s"),
            Serving("mount-fails", stage, OrGivenUp("FailedMount"), AfterAMinute).Or("FailedMount"),
            Serving("claim-missing", stage, OrGivenUp("Unschedulable"), AfterAMinute).Or("Unschedulable"),
            Passes("pod-stuck", stage, "it passes: old pods that end count for nobody"),
            Never("migration-fails", stage, "the migration has ended"),
            Never("migration-hangs", stage, "the migration has ended"),
            Never("migration-sidecar", stage, "the migration has ended"),
            Never("migration-init-fails", stage, "the migration has ended"),
            Never("job-suspended", stage, "the migration has ended"),
            Never("job-expires", stage, "the migration has ended"),
        ];

    private static IEnumerable<GameDay> OfTheApi(Stage stage) =>
        [
            (Fails("api-down", stage, "ClusterUnreachable", "after 75 s") with { Live = "^unknown: " }).Or(
                "trying again"
            ),
            Passes("replicas-change", stage, "it passes: the rollout has as many pods as are asked for"),
            OfAWebhook("webhook-down", stage, "at once, when it is asked"),
            OfAWebhook("webhook-hangs", stage, "after the webhook's `timeoutSeconds`, when it is asked"),
            Never("plugin-hangs", stage, "the token that was fetched before still holds"),
            Passes("api-throttled", stage, "it heals: what was refused is sent again after its `Retry-After`"),
            Passes("watch-drops", stage, "it heals: watches go on where they were cut"),
            stage == Stage.Migrate
                ? Passes("log-drops", stage, "it heals: logs go on after the last line")
                : Never("log-drops", stage, "only the log of a migration is followed"),
            // Somebody has freed the lock by hand, and taken it.
            Fails("lock-held", stage, "LockLost", Noticed(stage)) with
            {
                Live = stage == Stage.Verify ? Either : Old,
            },
        ];

    private static GameDay OfAWebhook(string fault, Stage stage, string asked) =>
        stage == Stage.Verify
            ? Fails(fault, stage, "WebhookFailed", "after 60 s").Or("failed calling webhook") with
            {
                Live = Either,
            }
            : Fails(fault, stage, "WebhookFailed", asked);

    private static string Noticed(Stage stage) =>
        stage == Stage.Verify ? "when the lock is renewed, every 10 s" : "at once, before the next change";

    private static GameDay Passes(string fault, Stage stage, string known) =>
        new(fault, ExitCode.Done, Outcome.Succeeded)
        {
            Strikes = stage,
            Known = known,
            Live = New,
        };

    private static GameDay Fails(string fault, Stage stage, string reason, string known) =>
        new(fault, ExitCode.Failed, Outcome.Failed)
        {
            Strikes = stage,
            Failure = (stage, reason),
            Known = known,
            Live = Old,
            Recoveries = [Recovery.NextRun],
        };

    // Two clocks run, the tool's and the Deployment's. Which is first on a busy machine, nobody knows.
    private const string AfterAMinute = "after 60 s, or at the Deployment's `progressDeadlineSeconds`";

    private static string OrGivenUp(string reason) => $"({reason}|ProgressDeadlineExceeded)";

    // Whatever strikes when images are set shows in the pods that then start.
    private static GameDay Serving(string fault, Stage stage, string reason, string known) =>
        Fails(fault, Stage.Verify, reason, known) with
        {
            Strikes = stage,
            Live = Either,
            Recoveries = [Recovery.NextRun, Recovery.WayBack],
        };

    private static GameDay Never(string fault, Stage stage, string why) =>
        new(fault, ExitCode.Done, Outcome.Succeeded) { Strikes = stage, Never = why };

    private static GameDay Or(this GameDay day, string shown) =>
        day with
        {
            Shown = shown,
            Recoveries = [Recovery.InTheRun, .. day.Recoveries],
        };
}
