using Pipeline.Terminal;

namespace Pipeline.Tests.Terminal;

public sealed class WriterConsoleTests : IDisposable
{
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly StringWriter _errors = new() { NewLine = "\n" };

    public void Dispose()
    {
        _output.Dispose();
        _errors.Dispose();
    }

    [Fact]
    public void Good_and_bad_have_their_colours()
    {
        var console = Console(hasColours: true);

        console.ForegroundColor = ConsoleColor.Green;
        console.WriteLine("{0}", "done");
        console.ResetColor();
        console.WriteLine("plain");
        (console.ForegroundColor, console.BackgroundColor) = (ConsoleColor.White, ConsoleColor.DarkRed);
        console.WriteErrorLine("{0}", "bad");

        _output.ToString().ShouldBe("\e[32mdone\e[0m\nplain\n");
        _errors.ToString().ShouldBe("\e[31mbad\e[0m\n");
    }

    [Fact]
    public void Without_colours_there_is_no_escape_sequence()
    {
        var console = Console(hasColours: false);

        console.ForegroundColor = ConsoleColor.Green;
        console.Write("done");

        _output.ToString().ShouldBe("done");
    }

    [Fact]
    public void A_failure_that_quotes_a_log_cannot_command_the_terminal_and_keeps_its_lines()
    {
        var console = Console(hasColours: true);

        console.WriteErrorLine("{0}", "first\nsection_end:1:task-Tag\r\e[0K\e[31mred");

        _errors.ToString().ReplaceLineEndings("\n").ShouldBe("first\nsection_end:1:task-Tag \uFFFD[0K\uFFFD[31mred\n");
    }

    private WriterConsole Console(bool hasColours) => new(_output, _errors, new Colouring(hasColours));
}
