using Cake.Cli;
using Cake.Core;
using Cake.Frosting;
using Frosting.Tests.Support;

namespace Frosting.Tests;

public sealed class RunModeTests
{
    private readonly TestBuild _build = new TestBuild()
        .With<Tag>()
        .With<Deploy>()
        .Configure(host => host.UseLifetime<Lifetime>());

    [Fact]
    public void A_dry_run_runs_setup_criteria_and_teardown_but_no_body()
    {
        _build.Run("--target=Deploy", "--dryrun").ShouldBe(0);

        _build.Journal.ShouldBe(["Setup", "ShouldRun", "Teardown"]);
        _build.Output.ShouldContain("1. Tag");
        _build.Output.ShouldContain("2. Deploy");
    }

    [Theory]
    [InlineData("--tree")]
    [InlineData("--showtree")]
    public void The_tree_shows_dependencies_and_runs_nothing(string option)
    {
        _build.Run(option).ShouldBe(0);

        _build.Output.ShouldMatch(@"Deploy\r?\n.*Tag");
        _build.Journal.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--description")]
    [InlineData("--descriptions")]
    [InlineData("--showdescription")]
    public void The_description_lists_each_task(string option)
    {
        _build.Run(option).ShouldBe(0);

        _build.Output.ShouldMatch(@"Tag\s+Creates the tag");
        _build.Journal.ShouldBeEmpty();
    }

    [Fact]
    public void The_tree_still_constructs_the_tasks()
    {
        var build = new TestBuild().With<Unbuildable>();

        build.Run("--tree").ShouldBe(-1);

        build.Errors.ShouldContain("cannot be built");
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("--ver")]
    public void The_version_flag_prints_a_version_and_runs_nothing(string option)
    {
        _build.Run(option, "--target=Deploy").ShouldBe(0);

        _build.Output.Trim().ShouldBe(new VersionResolver().GetVersion());
        _build.Journal.ShouldBeEmpty();
    }

    [Fact]
    public void Info_shows_details_and_runs_nothing()
    {
        _build.Run("--info").ShouldBe(0);

        _build.Output.ShouldContain("Details:");
        _build.Journal.ShouldBeEmpty();
    }

    [Fact]
    public void Help_lists_the_options_and_runs_nothing()
    {
        _build.Run("-h", "--target=Deploy").ShouldBe(0);

        _build.Output.ShouldContain("--exclusive");
        _build.Journal.ShouldBeEmpty();
    }

    [Fact]
    public void Quiet_leaves_out_the_headings_of_tasks()
    {
        _build.Run("--target=Tag", "-v", "quiet").ShouldBe(0);

        _build.Output.ShouldNotContain("====");
    }

    [TaskDescription("Creates the tag")]
    private sealed class Tag : JournalTask
    {
        public override bool ShouldRun(JournalContext context)
        {
            context.Journal.Add("ShouldRun");
            return true;
        }
    }

    [IsDependentOn(typeof(Tag))]
    private sealed class Deploy : JournalTask;

    private sealed class Unbuildable : FrostingTask
    {
        public Unbuildable() => throw new InvalidOperationException("cannot be built");
    }

    private sealed class Lifetime : FrostingLifetime<JournalContext>
    {
        public override void Setup(JournalContext context, ISetupContext info) => context.Journal.Add("Setup");

        public override void Teardown(JournalContext context, ITeardownContext info) => context.Journal.Add("Teardown");
    }
}
