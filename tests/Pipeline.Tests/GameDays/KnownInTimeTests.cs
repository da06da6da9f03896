using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using Drill;
using Drill.Faults;
using Drill.Settings;
using Pipeline.Tests.Lanes;
using Releases.Records;
using Releases.Rollout;
using Releases.Rollout.Diagnosis;

namespace Pipeline.Tests.GameDays;

/// <summary>
/// When a lane knows of a failure: on its clock only waits of up to two seconds pass by themselves, so a lane that
/// waited longer for anything would hang here. The clusters have a fast clock of their own.
/// </summary>
[SuppressMessage(
    "Usage",
    "xUnit1051",
    Justification = "The tests have limits of their own, at which nothing is left to save."
)]
public sealed class KnownInTimeTests : IAsyncLifetime
{
    // A lane that waits for its clock would wait for ever.
    private const int HangLimit = 600_000;

    private static readonly TimeSpan StageLimit = TimeSpan.FromHours(1);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    // Below the limit of a call, which is on this clock, too.
    private static readonly TimeSpan RenewalLimit = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan Reaction = TimeSpan.FromSeconds(2);

    private readonly ReactionTime _time = new(Reaction);
    private readonly TaskCompletionSource<RunEvent> _trouble = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<RunEvent> _page = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LanesOnClusters _lanes = null!;

    private EmbeddedCluster Cluster => _lanes["uk"];

    public async ValueTask InitializeAsync() =>
        _lanes = await LanesOnClusters.StartAsync(
            new EmbeddedFleetOptions
            {
                Regions = [new EmbeddedRegion("uk") { PageSelector = "app=web" }],
                TimeProvider = TimeProvider.System,
                Pace = Pace.Swift with { ClusterSecond = TimeSpan.FromMilliseconds(10) },
            },
            _time
        );

    public ValueTask DisposeAsync() => _lanes.DisposeAsync();

    [Theory(Timeout = HangLimit)]
    [InlineData("migration-fails", "BackoffLimitExceeded")]
    [InlineData("crash-loop", "CrashLoopBackOff")]
    [InlineData("never-ready", "ProgressDeadlineExceeded")]
    public async Task What_cannot_heal_is_known_without_any_waiting(string fault, string reason)
    {
        Cluster.Faults.Add(FaultKind.Find(fault)!);

        var failure = FailureOf(await ReleaseAsync());

        failure.Reason.ShouldMatch($"^({reason})$");
    }

    public static TheoryData<string, string, TimeSpan> WhatMayHeal =>
        new()
        {
            { "quota", "FailedCreate", Grace.Quota },
            { "unschedulable", "Unschedulable", Grace.Unschedulable },
            { "image-missing", "(ErrImagePull|ImagePullBackOff)", Grace.RefusedPull },
        };

    [Theory(Timeout = HangLimit), MemberData(nameof(WhatMayHeal))]
    public async Task What_may_heal_is_told_at_once_and_fatal_to_the_second(string fault, string reason, TimeSpan grace)
    {
        Cluster.Faults.Add(FaultKind.Find(fault)!);
        var release = ReleaseAsync();

        var trouble = await FirstOf(release, _trouble.Task);
        trouble.Text.ShouldMatch($"{reason}: ");
        trouble.Text.ShouldContain("; fatal if it lasts ");
        await ShouldEndAfterAsync(release, Stage.Migrate, reason, grace);
    }

    [Fact(Timeout = HangLimit)]
    public async Task A_configuration_that_is_missing_may_appear_within_a_minute()
    {
        var web = Cluster.Get("deployments.apps", "web")!;
        web["metadata"]!.AsObject().Remove("resourceVersion");
        web["spec"]!["template"]!["spec"]!["containers"]![0]!["envFrom"] = JsonNode.Parse(
            """[{ "configMapRef": { "name": "not-there" } }]"""
        );
        // So that the deadline of the rollout does not come first, by the clusters' fast clock.
        web["spec"]!["progressDeadlineSeconds"] = 600_000;
        Cluster.Apply(web.ToJsonString());
        var release = ReleaseAsync();

        (await FirstOf(release, _trouble.Task)).Text.ShouldContain(
            "configmap \"not-there\" not found; fatal if it lasts "
        );
        await ShouldEndAfterAsync(release, Stage.Verify, "CreateContainerConfigError", Grace.MissingConfiguration);
    }

    [Fact(Timeout = HangLimit)]
    public async Task A_migration_that_hangs_is_known_at_its_limit()
    {
        Cluster.Faults.Add(FaultKind.MigrationHangs);
        var release = ReleaseAsync(Limit);
        while (Cluster.GetAll("pods").All(pod => pod["metadata"]!["labels"]?["job-name"] is null))
            await Task.Delay(1);

        await ShouldEndAfterAsync(release, Stage.Migrate, "MigrationTimeout", Limit);
    }

    [Fact(Timeout = HangLimit)]
    public async Task A_page_that_stays_old_is_known_at_the_limit_of_the_rollout()
    {
        Cluster.Faults.Add(FaultKind.PageStale);
        var release = ReleaseAsync(Limit);

        await FirstOf(release, _page.Task);
        await ShouldEndAfterAsync(release, Stage.Verify, "LivePage", Limit);
    }

    private Task<ReleaseRecord> ReleaseAsync(TimeSpan? limit = null) =>
        _lanes.ReleaseAsync(
            LanesOnClusters.Order(limit ?? StageLimit),
            [
                ["uk"],
            ],
            Happened,
            TestContext.Current.CancellationToken
        );

    private void Happened(RunEvent happened)
    {
        if (happened.Kind == RunEventKind.Trouble)
            _trouble.TrySetResult(happened);
        if (happened.Text.StartsWith("waiting for http", StringComparison.Ordinal))
            _page.TrySetResult(happened);
    }

    // By the clock of the lanes, as the record has it.
    private async Task ShouldEndAfterAsync(Task<ReleaseRecord> release, Stage stage, string reason, TimeSpan span)
    {
        for (var passed = TimeSpan.Zero; passed < span; passed += Step)
            await PassAsync();
        // A lane that sets its timer just now sets it for a moment that is late by a step.
        for (var late = TimeSpan.Zero; late < Reaction && !await IsOverSoonAsync(release); late += Step)
            await PassAsync();

        var record = await release;
        FailureOf(record).Reason.ShouldMatch($"^{reason}$");
        var ended = record.Regions.Single().Stages.Single(entry => entry.Name == stage);
        ended.Seconds.ShouldNotBeNull().ShouldBeInRange(span.TotalSeconds, (span + Reaction).TotalSeconds);
    }

    // The lock must not be lost only because the clock is faster than its renewals.
    private async Task PassAsync()
    {
        _time.Advance(Step);
        do await Task.Delay(Pause);
        while (Renewed() is { } renewed && _time.GetUtcNow() - renewed > RenewalLimit);
    }

    private DateTimeOffset? Renewed() =>
        Cluster.Get("leases.coordination.k8s.io", "release")?["spec"]?["renewTime"] is { } time
            ? DateTimeOffset.Parse(time.GetValue<string>(), CultureInfo.InvariantCulture)
            : null;

    private static async Task<bool> IsOverSoonAsync(Task release) =>
        await Task.WhenAny(release, Task.Delay(TimeSpan.FromSeconds(5))) == release;

    private static async Task<RunEvent> FirstOf(Task<ReleaseRecord> release, Task<RunEvent> happened)
    {
        if (await Task.WhenAny(release, happened) == release)
            throw new InvalidOperationException($"it ended before: {RecordFormat.Write(await release)}");
        return await happened;
    }

    private static FailureRecord FailureOf(ReleaseRecord record)
    {
        var region = record.Regions.ShouldHaveSingleItem();
        region.Outcome.ShouldBe(Outcome.Failed, RecordFormat.Write(record));
        return region.Failure.ShouldNotBeNull();
    }
}
