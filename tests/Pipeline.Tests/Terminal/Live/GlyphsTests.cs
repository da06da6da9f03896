using Pipeline.Terminal;
using Pipeline.Terminal.Live;

namespace Pipeline.Tests.Terminal.Live;

public sealed class GlyphsTests
{
    [Theory]
    [InlineData("LANG=en_GB.UTF-8", true)]
    [InlineData("LANG=C.utf8", true)]
    [InlineData("LANG=en_GB.ISO-8859-1", false)]
    [InlineData("LANG=C", false)]
    [InlineData("", false)]
    [InlineData("LANG=en_GB.UTF-8|LC_ALL=C", false)]
    [InlineData("LANG=C|LC_CTYPE=C.UTF-8", true)]
    [InlineData("LANG=C.UTF-8|LC_ALL=", true)]
    public void The_locale_says_whether_there_is_more_than_ASCII(string variables, bool isUnicode) =>
        Glyphs.IsUnicodeLocale(VariablesOf(variables)).ShouldBe(isUnicode);

    [Fact]
    public void Letters_that_the_terminal_lacks_become_question_marks() =>
        new Glyphs(IsUnicode: false).Fit("é 漢 🚀 a").ShouldBe("? ? ? a");

    [Theory]
    [InlineData("", true, true)]
    [InlineData("", false, false)]
    [InlineData("NO_COLOR=1", true, false)]
    [InlineData("TERM=dumb", true, false)]
    [InlineData("GITLAB_CI=true", false, true)]
    [InlineData("GITLAB_CI=true|TERM=dumb", false, true)]
    [InlineData("GITLAB_CI=true|NO_COLOR=1", false, false)]
    [InlineData("CLICOLOR_FORCE=1", false, true)]
    [InlineData("CLICOLOR_FORCE=1|TERM=dumb", true, true)]
    [InlineData("CLICOLOR_FORCE=0", false, false)]
    [InlineData("CLICOLOR_FORCE=1|NO_COLOR=1", false, false)]
    public void Colours_are_for_terminals_and_for_GitLab(string variables, bool isTerminal, bool hasColours) =>
        ProcessTerminal.WantsColours(VariablesOf(variables), isTerminal).ShouldBe(hasColours);

    private static Func<string, string?> VariablesOf(string text)
    {
        var variables = text.Split('|', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        return name => variables.GetValueOrDefault(name);
    }
}
