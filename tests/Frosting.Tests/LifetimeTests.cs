using Cake.Core;
using Cake.Frosting;
using Frosting.Tests.Support;

namespace Frosting.Tests;

public sealed class LifetimeTests
{
    [Fact]
    public void The_lifetime_gets_services_and_surrounds_the_run()
    {
        var build = Build<Lifetime>();

        build.Run("--target=Deploy").ShouldBe(0);

        build.Journal.ShouldBe(["Setup Deploy of Tag, Deploy", "Tag", "Deploy", "Teardown True"]);
    }

    [Fact]
    public void A_missing_target_fails_before_setup()
    {
        var build = Build<Lifetime>();

        build.Run("--target=Deplo").ShouldBe(-1);

        build.Journal.ShouldBeEmpty();
        build.Errors.ShouldContain("The target 'Deplo' was not found.");
    }

    [Fact]
    public void After_a_failing_setup_no_task_runs_but_teardown_does()
    {
        var build = Build<FailingSetup>();

        build.Run("--target=Deploy").ShouldBe(-1);

        build.Journal.ShouldBe(["Teardown False: no permission"]);
        build.Errors.ShouldContain("no permission");
    }

    [Fact]
    public void A_failing_teardown_fails_the_run()
    {
        var build = Build<FailingTeardown>();

        build.Run("--target=Tag").ShouldBe(-1);

        build.Journal.ShouldBe(["Tag"]);
        build.Errors.ShouldContain("disk full");
    }

    [Fact]
    public void A_task_lifetime_surrounds_each_task()
    {
        var build = new TestBuild().With<Tag>().With<Deploy>().Configure(host => host.UseTaskLifetime<Each>());

        build.Run("--target=Deploy").ShouldBe(0);

        build.Journal.ShouldBe(["+Tag", "Tag", "-Tag True", "+Deploy", "Deploy", "-Deploy True"]);
    }

    [Fact]
    public void Setup_and_teardown_can_be_classes_of_their_own()
    {
        var build = new TestBuild()
            .With<Tag>()
            .Configure(host => host.UseSetup<Before>().UseTeardown<After>())
            .Configure(host => host.UseTaskSetup<BeforeEach>().UseTaskTeardown<AfterEach>());

        build.Run("--target=Tag").ShouldBe(0);

        build.Journal.ShouldBe(["before", "before Tag", "Tag", "after Tag", "after"]);
    }

    [Fact]
    public void Several_targets_share_one_setup_and_one_teardown()
    {
        var build = Build<Lifetime>();

        build.Run("--target=Tag", "--target=Deploy").ShouldBe(0);

        build.Journal.Count(entry => entry.StartsWith("Setup", StringComparison.Ordinal)).ShouldBe(1);
        build.Journal.Count(entry => entry.StartsWith("Teardown", StringComparison.Ordinal)).ShouldBe(1);
    }

    private static TestBuild Build<TLifetime>()
        where TLifetime : class, IFrostingLifetime =>
        new TestBuild().With<Tag>().With<Deploy>().Configure(host => host.UseLifetime<TLifetime>());

    private sealed class Tag : JournalTask;

    [IsDependentOn(typeof(Tag))]
    private sealed class Deploy : JournalTask;

    private sealed class Lifetime(Journal journal) : FrostingLifetime<JournalContext>
    {
        public override void Setup(JournalContext context, ISetupContext info) =>
            journal.Add(
                $"Setup {info.TargetTask.Name} of {string.Join(", ", info.TasksToExecute.Select(task => task.Name))}"
            );

        public override void Teardown(JournalContext context, ITeardownContext info) =>
            journal.Add($"Teardown {info.Successful}");
    }

    private sealed class FailingSetup : FrostingLifetime<JournalContext>
    {
        public override void Setup(JournalContext context, ISetupContext info) =>
            throw new InvalidOperationException("no permission");

        public override void Teardown(JournalContext context, ITeardownContext info) =>
            context.Journal.Add($"Teardown {info.Successful}: {info.ThrownException?.Message}");
    }

    private sealed class FailingTeardown : FrostingLifetime
    {
        public override void Setup(ICakeContext context, ISetupContext info) { }

        public override void Teardown(ICakeContext context, ITeardownContext info) =>
            throw new InvalidOperationException("disk full");
    }

    private sealed class Each : FrostingTaskLifetime<JournalContext>
    {
        public override void Setup(JournalContext context, ITaskSetupContext info) =>
            context.Journal.Add($"+{info.Task.Name}");

        public override void Teardown(JournalContext context, ITaskTeardownContext info) =>
            context.Journal.Add($"-{info.Task.Name} {info.Successful}");
    }

    private sealed class Before : FrostingSetup<JournalContext>
    {
        public override void Setup(JournalContext context, ISetupContext info) => context.Journal.Add("before");
    }

    private sealed class After : FrostingTeardown<JournalContext>
    {
        public override void Teardown(JournalContext context, ITeardownContext info) => context.Journal.Add("after");
    }

    private sealed class BeforeEach : FrostingTaskSetup<JournalContext>
    {
        public override void Setup(JournalContext context, ITaskSetupContext info) =>
            context.Journal.Add($"before {info.Task.Name}");
    }

    private sealed class AfterEach : FrostingTaskTeardown<JournalContext>
    {
        public override void Teardown(JournalContext context, ITaskTeardownContext info) =>
            context.Journal.Add($"after {info.Task.Name}");
    }
}
