using Cake.Core;
using Cake.Frosting;
using Frosting.Tests.Support;

namespace Frosting.Tests;

public sealed class TaskDiscoveryTests
{
    [Fact]
    public void Public_tasks_of_the_program_are_found_and_internal_ones_do_not_exist()
    {
        var build = new TestBuild();

        build.Run("--description").ShouldBe(0);

        build.Output.ShouldContain("Exported");
        build.Output.ShouldNotContain(nameof(Hidden));
    }

    [Fact]
    public void An_assembly_that_is_added_twice_has_its_tasks_twice_and_is_refused()
    {
        var build = new TestBuild().Configure(host => host.AddAssembly(typeof(ExportedTask).Assembly));

        build.Run("--target=Exported").ShouldBe(-1);

        build.Errors.ShouldContain("Another task with the name 'Exported' has already been added.");
    }

    [Fact]
    public void A_task_for_another_context_is_left_out_with_a_warning()
    {
        var build = new TestBuild().With<Foreign>().With<Native>();

        build.Run("--target=Native").ShouldBe(0);

        build.Journal.ShouldBe(["Native"]);
        build.Output.ShouldContain("the context isn't convertible to Frosting.Tests.TaskDiscoveryTests+OtherContext");
    }

    [Fact]
    public void A_task_may_ask_for_less_than_the_context_of_the_run()
    {
        var build = new TestBuild().With<Modest>();

        build.Run("--target=Modest").ShouldBe(0);

        build.ReportLine("Modest").ShouldContain("Succeeded");
    }

    [Fact]
    public void A_class_that_implements_the_interface_itself_is_a_task()
    {
        var build = new TestBuild().With<Bare>();

        build.Run("--target=Bare").ShouldBe(0);

        build.Journal.ShouldBe(["RunAsync", "Finally"]);
    }

    [Fact]
    public void A_dependency_that_is_no_task_is_an_error()
    {
        var build = new TestBuild().With<Misled>();

        build.Run("--target=Misled").ShouldBe(-1);

        build.Errors.ShouldContain("The dependency 'String' is not a valid task.");
    }

    [Fact]
    public void A_dependency_that_is_not_registered_is_an_error()
    {
        var build = new TestBuild().With<Lonely>();

        build.Run("--target=Lonely").ShouldBe(-1);

        build.Errors.ShouldContain("Hidden");
    }

    private sealed class OtherContext(ICakeContext context) : FrostingContext(context);

    private sealed class Foreign : FrostingTask<OtherContext>;

    private sealed class Native : JournalTask;

    private sealed class Hidden : JournalTask;

    [IsDependentOn(typeof(Hidden))]
    private sealed class Lonely : JournalTask;

    private sealed class Modest : FrostingTask
    {
        public override void Run(ICakeContext context) => context.ShouldBeOfType<JournalContext>();
    }

    [IsDependentOn(typeof(string))]
    private sealed class Misled : JournalTask;

    private sealed class Bare(Journal journal) : IFrostingTask
    {
        public bool ShouldRun(ICakeContext context) => true;

        public Task RunAsync(ICakeContext context)
        {
            journal.Add("RunAsync");
            return Task.CompletedTask;
        }

        public void OnError(Exception exception, ICakeContext context) => journal.Add("OnError");

        public void Finally(ICakeContext context) => journal.Add("Finally");
    }
}
