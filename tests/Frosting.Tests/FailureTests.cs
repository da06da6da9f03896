using Cake.Frosting;
using Frosting.Tests.Support;

namespace Frosting.Tests;

public sealed class FailureTests
{
    [Fact]
    public void A_failing_task_stops_the_run_and_shows_its_message()
    {
        var build = new TestBuild().With<Failing>().With<AfterFailing>();

        build.Run("--target=AfterFailing").ShouldBe(-1);

        build.Journal.ShouldBe(["Failing"]);
        build.Errors.ShouldContain("Error: no space left");
        build.ReportLine("Failing").ShouldContain("Failed");
    }

    [Fact]
    public void A_failing_asynchronous_task_shows_its_own_message()
    {
        var build = new TestBuild().With<FailingLater>();

        build.Run("--target=FailingLater").ShouldBe(-1);

        build.Errors.ShouldContain("Error: no space left later");
    }

    [Fact]
    public void With_continue_on_error_the_task_is_failed_and_the_run_goes_on_to_succeed()
    {
        var build = new TestBuild().With<Tolerated>().With<AfterTolerated>();

        build.Run("--target=AfterTolerated").ShouldBe(0);

        build.Journal.ShouldBe(["Tolerated", "AfterTolerated"]);
        build.ReportLine("Tolerated").ShouldContain("Failed");
        build.ReportLine("AfterTolerated").ShouldContain("Succeeded");
    }

    [Fact]
    public void Continue_on_error_is_not_inherited()
    {
        var build = new TestBuild().With<ToleratedHeir>();

        build.Run("--target=ToleratedHeir").ShouldBe(-1);
    }

    [Fact]
    public void An_error_handler_swallows_the_failure_and_finally_runs_last()
    {
        var build = new TestBuild().With<Handled>();

        build.Run("--target=Handled").ShouldBe(0);

        build.Journal.ShouldBe(["Handled", "OnError: no space left", "Finally"]);
        build.ReportLine("Handled").ShouldContain("Failed");
    }

    [Fact]
    public void An_error_handler_that_throws_fails_the_run()
    {
        var build = new TestBuild().With<Rethrown>();

        build.Run("--target=Rethrown").ShouldBe(-1);

        build.Errors.ShouldContain("Error: Rethrown gave up");
    }

    [Fact]
    public void An_error_handler_together_with_continue_on_error_is_refused_before_anything_runs()
    {
        var build = new TestBuild().With<TwiceHandled>();

        build.Run("--target=TwiceHandled").ShouldBe(-1);

        build.Journal.ShouldBeEmpty();
        build.Errors.ShouldContain("There can only be one error handler per task");
    }

    private class Failing : JournalTask
    {
        public override void Run(JournalContext context)
        {
            base.Run(context);
            throw new InvalidOperationException("no space left");
        }
    }

    private sealed class FailingLater : AsyncFrostingTask<JournalContext>
    {
        public override async Task RunAsync(JournalContext context)
        {
            await Task.Yield();
            throw new InvalidOperationException("no space left later");
        }
    }

    [IsDependentOn(typeof(Failing))]
    private sealed class AfterFailing : JournalTask;

    [ContinueOnError]
    private class Tolerated : Failing;

    [IsDependentOn(typeof(Tolerated))]
    private sealed class AfterTolerated : JournalTask;

    private sealed class ToleratedHeir : Tolerated;

    private sealed class Handled : Failing
    {
        public override void OnError(Exception exception, JournalContext context) =>
            context.Journal.Add($"OnError: {exception.Message}");

        public override void Finally(JournalContext context) => context.Journal.Add("Finally");
    }

    private sealed class Rethrown : Failing
    {
        public override void OnError(Exception exception, JournalContext context) =>
            throw new InvalidOperationException("Rethrown gave up", exception);
    }

    [ContinueOnError]
    private sealed class TwiceHandled : Failing
    {
        public override void OnError(Exception exception, JournalContext context) { }
    }
}
