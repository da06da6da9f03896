using Pipeline.Terminal.Live;
using Spectre.Console;
using Spectre.Console.Testing;

namespace Pipeline.Tests.Terminal.Live;

public sealed class ScreenTests : IDisposable
{
    private const string Begin = "\e[?2026h";
    private const string End = "\e[?2026l";

    private readonly TestConsole _console = new TestConsole().EmitAnsiSequences().Colors(ColorSystem.NoColors);
    private readonly Screen _screen;
    private string[] _picture = ["one", "two"];

    public ScreenTests()
    {
        _console.Profile.Width = 20;
        _console.Profile.Height = 10;
        _screen = new Screen(_console.Profile.Out.Writer, new Lazy<IAnsiConsole>(_console));
    }

    public void Dispose() => _console.Dispose();

    [Fact]
    public void Without_a_picture_text_goes_to_the_terminal_as_it_is()
    {
        _screen.Writer.Write("a question? ");
        _screen.Writer.WriteLine("\e[31mred\e[0m");

        Written().ShouldBe("a question? \e[31mred\e[0m\n");
    }

    [Fact]
    public void Lines_go_above_the_picture_in_one_frame()
    {
        Show();

        _screen.Writer.WriteLine("said");

        Written().ShouldBe($"{Begin}one\ntwo\n{End}{Begin}\r\e[2A\e[Jsaid\none\ntwo\n{End}");
    }

    [Fact]
    public void What_has_not_changed_is_not_painted_again()
    {
        Show();
        var before = Written();

        _screen.Refresh();

        Written().ShouldBe(before);
    }

    [Fact]
    public void What_has_changed_takes_the_old_pictures_place()
    {
        Show();
        _picture = ["three"];

        _screen.Refresh();

        Written().ShouldEndWith($"{Begin}\r\e[2A\e[Jthree\n{End}");
    }

    [Fact]
    public void On_a_narrower_terminal_no_line_above_the_picture_is_taken_for_a_part_of_it()
    {
        _picture = ["123456789012345", "two"];
        Show();
        _console.Profile.Width = 10;

        Settle();

        // Has the terminal broken the first line in two, or is it wide again by now? Nobody knows here.
        Written().ShouldEndWith($"{Begin}\r\e[2A\e[J123456789012345\ntwo\n{End}");
    }

    [Fact]
    public void A_size_that_is_gone_at_once_is_not_painted_for()
    {
        _picture = ["123456789012345", "two"];
        Show();
        var before = Written();
        _console.Profile.Width = 10;
        _screen.Refresh();
        _console.Profile.Width = 20;

        Settle();

        Written().ShouldBe(before);
    }

    [Fact]
    public void While_a_question_waits_for_its_answer_there_is_no_picture()
    {
        Show();
        _screen.Writer.Write("Go on? ");
        _picture = ["three"];
        _screen.Refresh();

        Written().ShouldEndWith("\r\e[2A\e[JGo on? ");
        _screen.Writer.WriteLine("yes");
        Written().ShouldEndWith($"yes\nthree\n{End}");
    }

    [Theory]
    [InlineData("Go on? ")]
    [InlineData("first line\nGo on? ")]
    public void A_picture_that_begins_after_an_answer_goes_on(string question)
    {
        _screen.Writer.Write(question);
        Show();
        _picture = ["three"];

        _screen.Refresh();

        Written().ShouldEndWith($"{Begin}\r\e[2A\e[Jthree\n{End}");
    }

    [Fact]
    public void At_its_end_the_picture_goes_and_lines_are_lines_again()
    {
        Show();
        _screen.Close(keep: false);
        _screen.Writer.WriteLine("the end");

        Written().ShouldEndWith("\r\e[2A\e[Jthe end\n");
    }

    [Fact]
    public void A_picture_that_is_kept_stays_in_the_scrollback()
    {
        Show();
        _screen.Close(keep: true);
        _screen.Writer.WriteLine("the end");

        Written().ShouldEndWith($"two\n{End}the end\n");
    }

    [Fact]
    public async Task Lanes_that_write_at_the_same_time_tear_neither_lines_nor_picture()
    {
        Show();
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(lane =>
                    Task.Run(() =>
                    {
                        for (var line = 0; line < 50; line++)
                            _screen.Writer.WriteLine($"lane {lane}");
                    })
                )
        );

        var frames = Written().Split(Begin, StringSplitOptions.RemoveEmptyEntries).Skip(1).ToArray();
        frames.Length.ShouldBe(400);
        frames.ShouldAllBe(frame => frame.StartsWith("\r\e[2A\e[Jlane ") && frame.EndsWith($"\none\ntwo\n{End}"));
    }

    private void Settle()
    {
        for (var look = 0; look < 3; look++)
            _screen.Refresh();
    }

    private void Show() =>
        _screen.Show((_, _) => [.. _picture.Select(line => (IReadOnlyList<TonedText>)[new TonedText(line)])]);

    private string Written() => _console.Output.Replace("\r\n", "\n", StringComparison.Ordinal);
}
