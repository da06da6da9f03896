using Cake.Common;
using Cake.Frosting;
using Frosting.Tests.Support;

namespace Frosting.Tests;

public sealed class ArgumentTests
{
    private readonly TestBuild _build = new TestBuild().With<Show>();

    [Theory]
    [InlineData("--regions=uk")]
    [InlineData("--REGIONS=uk")]
    [InlineData("--regions:uk")]
    public void Names_compare_without_case(string argument)
    {
        Run(argument).ShouldBe(0);

        _build.Journal[^1].ShouldBe("regions uk");
    }

    [Fact]
    public void A_value_may_follow_as_a_word_of_its_own()
    {
        Run("--regions", "uk,au").ShouldBe(0);

        _build.Journal[^1].ShouldBe("regions uk,au");
    }

    [Fact]
    public void A_value_keeps_its_equals_signs_spaces_and_quotes()
    {
        Run("--regions=a=b 'c' $(d);e").ShouldBe(0);

        _build.Journal[^1].ShouldBe("regions a=b 'c' $(d);e");
    }

    [Fact]
    public void Of_several_values_the_last_wins()
    {
        Run("--regions=uk", "--Regions=au").ShouldBe(0);

        _build.Journal[^1].ShouldBe("regions au");
    }

    [Fact]
    public void A_bare_flag_exists_but_leaves_the_default()
    {
        Run("--regions").ShouldBe(0);

        _build.Journal.ShouldBe(["has regions", "regions none"]);
    }

    [Fact]
    public void An_argument_that_was_not_given_is_named()
    {
        Run("--strict=regions").ShouldBe(-1);

        _build.Errors.ShouldContain("Argument 'regions' was not set.");
    }

    [Theory]
    [InlineData("--regions=", "Expected an option value.")]
    [InlineData("--version=1.2.3", "Flags cannot be assigned a value.")]
    [InlineData("--verbosity=loud", "Failed to convert 'loud' to Verbosity.")]
    [InlineData("deploy", "Unknown command 'deploy'.")]
    [InlineData("--target", "Option 'target' is defined but no value has been provided.")]
    public void A_malformed_command_line_is_one_line_and_runs_nothing(string argument, string problem)
    {
        _build.Run("--target=Show", argument).ShouldBe(-1);

        _build.Errors.ShouldStartWith($"Error: {problem}");
        _build.Errors.Trim().Split('\n').Length.ShouldBe(1);
        _build.Journal.ShouldBeEmpty();
    }

    private int Run(params string[] arguments) => _build.Run(["--target=Show", .. arguments]);

    private sealed class Show : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context)
        {
            if (context.HasArgument("strict"))
                context.Argument<string>(context.Argument<string>("strict"));
            if (context.HasArgument("regions"))
                context.Journal.Add("has regions");
            context.Journal.Add($"regions {context.Argument("regions", "none")}");
        }
    }
}
