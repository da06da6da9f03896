using Pipeline.Hosting;
using Pipeline.Terminal;
using Pipeline.Terminal.Live;
using Pipeline.Tests.Runs;
using Spectre.Console;
using Spectre.Console.Testing;

namespace Pipeline.Tests.Terminal;

/// <summary>Every way that a text takes to a terminal.</summary>
public sealed class VisibleWriterTests : IDisposable
{
    private const string Hostile =
        "\e[31mred\e[0m \u009b2J \u202Eexe.png \u200Bx\uFEFF \u2066y\u2069 \U000E0041 \u2028z";
    private const string Shown =
        "\uFFFD[31mred\uFFFD[0m \uFFFD2J \uFFFDexe.png \uFFFDx\uFFFD \uFFFDy\uFFFD \uFFFD \uFFFDz";

    private readonly StringWriter _terminal = new() { NewLine = "\n" };

    public void Dispose() => _terminal.Dispose();

    private TextWriter Writer => (RunEnvironments.Of() with { Output = _terminal }).Output;

    [Fact]
    public async Task However_it_is_written_nothing_commands_reorders_or_hides()
    {
        var writer = Writer;

        writer.Write(Hostile);
        writer.WriteLine(Hostile);
        writer.Write(Hostile.AsSpan());
        writer.Write(Hostile.ToCharArray());
        writer.Write("{0}", Hostile);
        writer.Write('\e');
        await writer.WriteLineAsync(Hostile);

        _terminal.ToString().ShouldBe($"{Shown}{Shown}\n{Shown}{Shown}{Shown}\uFFFD{Shown}\n");
    }

    [Fact]
    public void The_lines_of_a_text_stay_and_none_is_written_over()
    {
        Writer.WriteLine("one\ntwo\r\nthree\rfour");

        _terminal.ToString().ShouldBe("one\ntwo\r\nthree\uFFFDfour\n");
    }

    [Fact]
    public void Colours_of_the_tool_survive_and_those_of_a_text_do_not()
    {
        new Colouring(isOn: true).WriteLine(Writer, new TonedText("[uk] "), new TonedText($"bad {Hostile}", Tone.Bad));

        _terminal.ToString().ShouldBe($"[uk] \e[31mbad {Shown}\e[0m\n");
    }

    [Fact]
    public void Sections_of_the_log_survive_and_those_of_a_text_do_not()
    {
        var writer = Writer;
        new GitLabSections(writer, TimeProvider.System, isOn: true).Start("a", Hostile);
        writer.WriteLine("section_end:1:a\r\e[0K");

        _terminal.ToString().ShouldStartWith("\e[0Ksection_start:");
        _terminal.ToString().ShouldEndWith($":a\r\e[0K{Shown}\nsection_end:1:a\uFFFD\uFFFD[0K\n");
    }

    [Fact]
    public void The_tables_of_a_terminal_and_of_a_merge_request_measure_what_is_shown()
    {
        TextTable.Write(
            Writer,
            ["A", "B"],
            [
                ["\u200B\u200B\n", "x"],
            ]
        );
        MarkdownTable.Write(
            Writer,
            ["A"],
            [
                ["a\nb\u202E"],
            ]
        );

        _terminal.ToString().ShouldBe("A    B\n---  -\n\uFFFD\uFFFD   x\n| A |\n| --- |\n| a b\uFFFD |\n");
    }

    [Fact]
    public void A_picture_holds_no_sequences_but_its_own()
    {
        using var console = new TestConsole().EmitAnsiSequences().Colors(ColorSystem.NoColors);
        console.Profile.Width = 200;
        var screen = new Screen(console.Profile.Out.Writer, new Lazy<IAnsiConsole>(console));

        screen.Show(
            (_, _) =>
                [
                    [new TonedText(Hostile)],
                ]
        );

        console.Output.ShouldBe($"\e[?2026h{Shown}\n\e[?2026l");
    }

    [Theory]
    [InlineData("--target=Status\u202E")]
    [InlineData("--\e[31mregions=uk")]
    [InlineData("--target=Status\nnext: ./steal")]
    public async Task A_usage_error_shows_what_was_typed_in_one_line(string argument)
    {
        var environment = RunEnvironments.Of() with { Errors = _terminal };

        var code = await ReleaseCommand.RunAsync([argument], environment, TestContext.Current.CancellationToken);

        code.ShouldBe(2);
        var lines = _terminal.ToString().TrimEnd('\n').Split('\n');
        lines.ShouldAllBe(line => line.StartsWith("error: "));
        lines.ShouldContain(line => line.Contains('\uFFFD'));
        _terminal.ToString().ShouldNotContain('\e');
        _terminal.ToString().ShouldNotContain('\u202E');
    }

    [Fact]
    public void What_a_tool_or_a_container_wrote_is_shown_as_text()
    {
        var view = new PlainProgress(Writer, [], TimeProvider.System, Colouring.None, tailsMigrations: true);

        view.Say($"  {Hostile}");

        _terminal.ToString().ShouldEndWith($"Z   {Shown}\n");
    }

    [Fact]
    public void The_log_of_Cake_is_shown_as_text()
    {
        var console = new WriterConsole(Writer, Writer, Colouring.None);

        console.WriteLine("{0}", Hostile);
        console.WriteErrorLine("{0}", Hostile);

        _terminal.ToString().ShouldBe($"{Shown}\n{Shown}\n");
    }
}
