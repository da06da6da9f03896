using Clusters.Calls;
using Loopback;
using Releases.Records;
using Releases.Rollout;
using Releases.Rollout.Stages;

namespace Releases.Tests.Rollout.Stages;

public sealed class MigrateStageTests : IAsyncDisposable
{
    private readonly JobServer _server = new();
    private readonly StageLane _lane;
    private int _creations;

    public MigrateStageTests() => _lane = new StageLane(_server.Loopback);

    // A server that has failed is given its time; here that is no time.
    private Lane Hasty => _lane.Lane with { Order = _lane.Lane.Order with { Patience = 0.001 } };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _lane.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("\"running\":{}", "Running")]
    [InlineData("\"terminated\":{\"exitCode\":1}", "Pending")]
    [InlineData("\"waiting\":{\"reason\":\"CrashLoopBackOff\"}", "Running")]
    [InlineData("\"waiting\":{}", "Failed")]
    public async Task A_running_migration_of_another_version_is_left_alone(string state, string phase)
    {
        _server.Job = JobServer.JobOf("1.2.2");
        _server.Pod = JobServer.PodOf(state, phase);

        var failure = (await Should.ThrowAsync<StageFailedException>(MigrateStage.RunAsync(_lane.Lane, Ct))).Failure;

        failure.Reason.ShouldBe("OtherMigrationRuns");
        failure.Message.ShouldMatch(
            "^Job migration of version 1.2.2 is running, started [0-9hms .]+ ago; it is left alone$"
        );
        failure.NextStep.ShouldNotBeNull().ShouldStartWith("wait until it has ended, then run the same command again");
        failure.NextStep.ShouldContain(
            "; this shows how far it is, asks and ends it: ./build.sh --target=CancelMigration --regions="
        );
        failure.NextStep.ShouldNotContain("kubectl");
        _server.Loopback.Count("DELETE").ShouldBe(0);
    }

    [Theory]
    [InlineData(409)]
    [InlineData(500)]
    [InlineData(504)]
    public async Task A_Job_that_is_there_though_its_creation_was_refused_is_joined(int status)
    {
        Creates(exchange =>
        {
            _server.Job = JobServer.JobOf("1.2.3", isComplete: true);
            return exchange.JsonAsync("{}", status);
        });

        (await MigrateStage.RunAsync(Hasty, Ct)).Detail.ShouldStartWith("migrated in");

        _lane.Said.ShouldContain((RunEventKind.Progress, "Job migration is there"));
        _creations.ShouldBe(1);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    [InlineData(409)]
    public async Task A_Job_that_is_not_there_after_a_creation_that_failed_is_created_again(int status)
    {
        Creates(exchange =>
        {
            if (_creations == 1)
                return exchange.JsonAsync("""{"message":"etcdserver: leader changed"}""", status);
            _server.Job = JobServer.JobOf("1.2.3", isComplete: true);
            return exchange.JsonAsync(_server.Job, 201);
        });

        (await MigrateStage.RunAsync(Hasty, Ct)).Detail.ShouldStartWith("migrated in");

        _creations.ShouldBe(2);
        _lane.Said.ShouldContain(said =>
            said.Text.EndsWith($": {status} etcdserver: leader changed; looking whether the Job was created")
        );
    }

    [Fact]
    public async Task Who_presses_Ctrl_C_while_it_is_looked_for_hears_that_the_Job_may_run()
    {
        using var controlC = new CancellationTokenSource();
        Creates(exchange => exchange.JsonAsync("""{"message":"etcdserver: leader changed"}""", 500));
        _lane.Heard = said =>
        {
            if (said.Text.EndsWith("looking whether the Job was created", StringComparison.Ordinal))
                controlC.Cancel();
        };

        var end = await Record.ExceptionAsync(() => MigrateStage.RunAsync(Hasty, controlC.Token));

        end.ShouldBeOfType<UnansweredChangeException>()
            .Message.ShouldBe("the answer to creating the Job was outstanding");
    }

    [Fact]
    public async Task A_server_that_goes_on_failing_is_asked_three_times_for_a_Job()
    {
        Creates(exchange => exchange.JsonAsync("""{"message":"etcdserver: leader changed"}""", 500));

        var refusal = await Should.ThrowAsync<ApiRefusalException>(MigrateStage.RunAsync(Hasty, Ct));

        refusal.Message.ShouldEndWith("creating Job migration: 500 etcdserver: leader changed");
        _creations.ShouldBe(3);
    }

    [Theory]
    [InlineData(403, "jobs.batch is forbidden")]
    [InlineData(422, "spec.template is invalid")]
    [InlineData(500, "failed calling webhook \\\"x\\\": connection refused")]
    public async Task A_Job_that_is_refused_is_not_created_again(int status, string words)
    {
        Creates(exchange => exchange.JsonAsync($$"""{"message":"{{words}}"}""", status));

        await Should.ThrowAsync<ApiRefusalException>(MigrateStage.RunAsync(Hasty, Ct));

        _creations.ShouldBe(1);
    }

    [Fact]
    public async Task Fields_that_the_server_does_not_know_are_not_to_be_dropped()
    {
        var asked = "";
        _server.Create = exchange =>
        {
            asked = exchange.Path;
            return exchange.JsonAsync(
                """{"message":"strict decoding error: unknown field \"spec.backOffLimit\""}""",
                400
            );
        };

        var refusal = await Should.ThrowAsync<ApiRefusalException>(MigrateStage.RunAsync(_lane.Lane, Ct));

        asked.ShouldContain("fieldValidation=Strict");
        refusal.Message.ShouldEndWith(
            "creating Job migration: 400 strict decoding error: unknown field \"spec.backOffLimit\""
        );
        refusal.NextStep.ShouldNotBeNull().ShouldStartWith("correct the field in the manifest");
    }

    [Fact]
    public async Task A_pod_that_is_heard_of_later_than_the_failure_of_its_Job_is_asked_for()
    {
        _server.IsPodLate = true;
        _server.Create = exchange =>
        {
            _server.Job = JobServer.JobOf("1.2.3", hasFailed: true);
            _server.Pod = JobServer.PodOf("\"terminated\":{\"exitCode\":3}", "Failed");
            return exchange.JsonAsync(_server.Job, 201);
        };

        var failure = (await Should.ThrowAsync<StageFailedException>(MigrateStage.RunAsync(_lane.Lane, Ct))).Failure;

        failure.Message.ShouldBe("Job migration failed: too many attempts; container migrate ended with exit code 3");
        failure.Pod.ShouldBe("migration-x");
        failure.Log.ShouldBe(["relation \"a\" already exists"]);
    }

    [Fact]
    public async Task A_pod_that_is_heard_of_later_than_the_success_of_its_Job_is_followed_to_its_end()
    {
        _server.IsPodLate = true;
        _server.Create = exchange =>
        {
            _server.Job = JobServer.JobOf("1.2.3", isComplete: true);
            _server.Pod = JobServer.PodOf("\"terminated\":{\"exitCode\":0}", "Succeeded");
            return exchange.JsonAsync(_server.Job, 201);
        };

        (await MigrateStage.RunAsync(_lane.Lane, Ct)).Detail.ShouldStartWith("migrated in");

        _lane.Said.ShouldContain((RunEventKind.MigrationLog, "relation \"a\" already exists"));
    }

    [Theory]
    [InlineData("failed to authorize: failed to fetch oauth token: unexpected status: 401 Unauthorized")]
    [InlineData("failed to resolve reference: example.azurecr.io/app:1.2.3: not found")]
    public async Task A_Job_whose_first_pull_is_refused_is_followed_to_its_end(string refusal)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _lane.Heard = said =>
        {
            if (said.Kind == RunEventKind.Trouble && said.Text.Contains(refusal, StringComparison.Ordinal))
                told.TrySetResult();
        };
        _server.Create = exchange =>
        {
            _server.Job = JobServer.JobOf("1.2.3");
            _server.Pod = JobServer.PodOf(
                $$""" "waiting":{"reason":"ErrImagePull","message":"{{refusal}}"} """,
                "Pending"
            );
            return exchange.JsonAsync(_server.Job, 201);
        };
        // The kubelet's second pull works.
        _server.Next = async path =>
        {
            await told.Task.WaitAsync(Ct);
            _server.Job = JobServer.JobOf("1.2.3", isComplete: true);
            _server.Pod = JobServer.PodOf("\"terminated\":{\"exitCode\":0}", "Succeeded");
            return path == JobServer.Jobs ? _server.Job
                : path == JobServer.Pods ? _server.Pod
                : null;
        };

        (await MigrateStage.RunAsync(_lane.Lane, Ct)).Detail.ShouldStartWith("migrated in");

        _lane.Said.ShouldContain(said => said.Text.EndsWith($": ErrImagePull: {refusal}; fatal if it lasts 30s"));
        _lane.Said.ShouldContain((RunEventKind.MigrationLog, "relation \"a\" already exists"));
    }

    [Fact]
    public async Task A_Job_of_another_version_that_came_between_is_an_error()
    {
        Creates(exchange =>
        {
            _server.Job = JobServer.JobOf("1.2.4");
            return exchange.JsonAsync("""{"message":"jobs.batch \"migration\" already exists"}""", 409);
        });

        (await Should.ThrowAsync<ApiRefusalException>(MigrateStage.RunAsync(_lane.Lane, Ct))).Message.ShouldContain(
            "already exists"
        );
        _creations.ShouldBe(1);
    }

    [Fact]
    public async Task An_interruption_while_the_Job_is_created_ends_the_stage_after_the_answer()
    {
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        _server.Create = async exchange =>
        {
            await interruption.CancelAsync();
            await Task.Delay(100, Ct);
            await exchange.JsonAsync(JobServer.JobOf("1.2.3"));
        };

        await Should.ThrowAsync<OperationCanceledException>(MigrateStage.RunAsync(_lane.Lane, interruption.Token));

        _lane.Said.ShouldContain((RunEventKind.Progress, "Job migration created"));
    }

    // Notes are created, too.
    private void Creates(Func<Exchange, Task> create) =>
        _server.Create = exchange =>
        {
            if (!exchange.Path.Contains("/jobs", StringComparison.Ordinal))
                return exchange.JsonAsync("{}", 201);
            _creations++;
            return create(exchange);
        };
}
