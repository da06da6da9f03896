using Pipeline.Options;
using Pipeline.Running;
using Pipeline.Terminal;
using Pipeline.Terminal.Live;
using Spectre.Console;
using Spectre.Console.Testing;

namespace Pipeline.Tests.Runs;

public sealed class ProgressViewsTests : IDisposable
{
    private readonly TestConsole _console = new TestConsole().EmitAnsiSequences();

    public void Dispose() => _console.Dispose();

    [Theory]
    [InlineData("auto", "", true)]
    [InlineData("auto", "CI", false)]
    [InlineData("auto", "GITLAB_CI", false)]
    [InlineData("plain", "", false)]
    [InlineData("live", "CI", true)]
    public void On_a_terminal_a_run_is_live_unless_it_is_a_CI_job_or_asked_to_be_plain(
        string progress,
        string variable,
        bool isLive
    ) => (ProgressViews.Of(Of(progress, variable, isTerminal: true)) is LiveProgress).ShouldBe(isLive);

    [Theory]
    [InlineData("auto")]
    [InlineData("plain")]
    public void Elsewhere_it_is_plain_lines(string progress) =>
        ProgressViews.Of(Of(progress, "", isTerminal: false)).ShouldBeOfType<PlainProgress>();

    [Fact]
    public void A_console_that_knows_no_escape_sequences_is_none_to_paint_on()
    {
        _console.Profile.Capabilities.Ansi = false;

        ProgressViews.Of(Of("auto", "", isTerminal: true)).ShouldBeOfType<PlainProgress>();
        ProgressViews.ProblemOf(Of("live", "", isTerminal: true)).ShouldNotBeNull();
    }

    private ReleaseRequest Of(string progress, string variable, bool isTerminal) =>
        new()
        {
            Target = "Deploy",
            Options = new ReleaseOptions
            {
                FleetFile = "",
                App = "",
                Progress = progress,
            },
            Environment = RunEnvironments.Of((variable, "true")) with
            {
                Screen = isTerminal ? new Screen(TextWriter.Null, new Lazy<IAnsiConsole>(_console)) : null,
            },
            Cancelled = CancellationToken.None,
        };
}
