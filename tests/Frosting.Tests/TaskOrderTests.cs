using Cake.Frosting;
using Frosting.Tests.Support;

namespace Frosting.Tests;

public sealed class TaskOrderTests
{
    private readonly TestBuild _build = new TestBuild()
        .With<Deploy>()
        .With<Push>()
        .With<Image>()
        .With<Tag>()
        .With<Notes>();

    [Fact]
    public void Dependencies_run_first_and_once()
    {
        _build.Run("--target=Deploy").ShouldBe(0);

        _build.Journal.ShouldBe(["Tag", "Image", "Notes", "Push", "Deploy"]);
    }

    [Fact]
    public void An_exclusive_target_runs_alone()
    {
        _build.Run("--target=Deploy", "--exclusive").ShouldBe(0);

        _build.Journal.ShouldBe(["Deploy"]);
    }

    [Fact]
    public void Task_names_compare_without_case()
    {
        _build.Run("--target=dEPLOY", "-e").ShouldBe(0);

        _build.Journal.ShouldBe(["Deploy"]);
    }

    [Fact]
    public void Several_targets_share_their_dependencies()
    {
        _build.Run("--target=Image", "-t", "Push").ShouldBe(0);

        _build.Journal.ShouldBe(["Tag", "Image", "Notes", "Push"], ignoreOrder: true);
    }

    [Fact]
    public void Several_targets_can_be_walked_each_on_its_own()
    {
        const string EachOnItsOwn = "--Settings_UnifiedDependencyGraphForMultipleTargets=false";

        _build.Run("--target=Image", "--target=Image", EachOnItsOwn).ShouldBe(0);

        _build.Journal.ShouldBe(["Tag", "Image", "Tag", "Image"]);
    }

    [Fact]
    public void Without_a_target_the_default_task_is_asked_for()
    {
        _build.Run().ShouldBe(-1);

        _build.Errors.ShouldContain("The target 'Default' was not found.");
    }

    [Fact]
    public void An_asynchronous_task_is_awaited_before_the_next_one()
    {
        var build = new TestBuild().With<Slow>().With<AfterSlow>();

        build.Run("--target=AfterSlow").ShouldBe(0);

        build.Journal.ShouldBe(["Slow started", "Slow ended", "AfterSlow"]);
    }

    [Fact]
    public void A_task_without_a_body_is_not_listed_in_the_report()
    {
        var build = new TestBuild().With<Gathering>().With<Tag>();

        build.Run("--target=Gathering").ShouldBe(0);

        build.Output.ShouldContain("Tag ");
        build.Output.ShouldNotContain("Gathering ");
    }

    private sealed class Tag : JournalTask;

    [IsDependentOn(typeof(Tag))]
    private sealed class Image : JournalTask;

    [IsDependeeOf(typeof(Push))]
    private sealed class Notes : JournalTask;

    [IsDependentOn(typeof(Tag))]
    [IsDependentOn(typeof(Image))]
    private sealed class Push : JournalTask;

    [IsDependentOn(typeof(Push))]
    private sealed class Deploy : JournalTask;

    private sealed class Slow : AsyncFrostingTask<JournalContext>
    {
        public override async Task RunAsync(JournalContext context)
        {
            context.Journal.Add("Slow started");
            await Task.Yield();
            context.Journal.Add("Slow ended");
        }
    }

    [IsDependentOn(typeof(Slow))]
    private sealed class AfterSlow : JournalTask;

    [IsDependentOn(typeof(Tag))]
    private sealed class Gathering : FrostingTask;
}
