using Cake.Frosting;
using Frosting.Tests.Support;

namespace Frosting.Tests;

public sealed class SkippingTests
{
    [Fact]
    public void A_dependency_that_should_not_run_is_skipped_and_reported()
    {
        var build = new TestBuild().With<Tagged>().With<Deploy>();

        build.Run("--target=Deploy").ShouldBe(0);

        build.Journal.ShouldBe(["Deploy"]);
        build.ReportLine("Tagged").ShouldContain("Skipped");
    }

    [Fact]
    public void The_reason_of_a_skip_is_shown()
    {
        var build = new TestBuild().With<Tagged>().With<Deploy>();

        build.Run("--target=Deploy", "--verbosity=verbose");

        build.Output.ShouldContain("Skipping task: the tag exists");
    }

    [Fact]
    public void A_message_without_naming_the_interface_again_is_not_seen()
    {
        var build = new TestBuild().With<Quiet>().With<AfterQuiet>();

        build.Run("--target=AfterQuiet", "--verbosity=verbose").ShouldBe(0);

        build.Output.ShouldNotContain("nobody reads this");
    }

    [Fact]
    public void A_target_that_should_not_run_is_an_error()
    {
        var build = new TestBuild().With<Tagged>();

        build.Run("--target=Tagged").ShouldBe(-1);

        build.Errors.ShouldContain("Could not reach target 'Tagged' since it was skipped due to a criteria");
    }

    private sealed class Tagged : JournalTask, IFrostingTask
    {
        public string SkippedMessage => "the tag exists";

        public override bool ShouldRun(JournalContext context) => false;
    }

    [IsDependentOn(typeof(Tagged))]
    private sealed class Deploy : JournalTask;

    private sealed class Quiet : JournalTask
    {
        public string SkippedMessage { get; } = "nobody reads this";

        public override bool ShouldRun(JournalContext context) => false;
    }

    [IsDependentOn(typeof(Quiet))]
    private sealed class AfterQuiet : JournalTask;
}
