using Pipeline.Terminal.Live;
using Spectre.Console;

namespace Pipeline.Terminal;

/// <summary>The terminal of this process, when it has one.</summary>
public static class ProcessTerminal
{
    /// <summary>The terminal, or <see langword="null"/> where the output is none that can be painted on.</summary>
    /// <param name="variable">Gives environment variables.</param>
    public static Screen? Screen(Func<string, string?> variable) =>
        Console.IsOutputRedirected || IsDumb(variable)
            ? null
            : new Screen(Console.Out, new Lazy<IAnsiConsole>(() => Painter(variable)));

    /// <summary>Whether this process's lines shall have colours.</summary>
    /// <param name="variable">Gives environment variables.</param>
    public static bool HasColours(Func<string, string?> variable) =>
        WantsColours(variable, !Console.IsOutputRedirected)
        // An old console of Windows has to be told that colours come, which finding out does.
        && (!OperatingSystem.IsWindows() || Console.IsOutputRedirected || AnsiConsole.Profile.Capabilities.Ansi);

    /// <summary>
    /// Whether lines shall have colours: on a terminal that knows them, in GitLab's logs and where
    /// <c>CLICOLOR_FORCE</c> asks for them, unless <c>NO_COLOR</c> is set.
    /// </summary>
    /// <param name="variable">Gives environment variables.</param>
    /// <param name="isTerminal">Whether the output is a terminal.</param>
    public static bool WantsColours(Func<string, string?> variable, bool isTerminal) =>
        string.IsNullOrEmpty(variable("NO_COLOR"))
        && (IsForced(variable) || (isTerminal ? !IsDumb(variable) : !string.IsNullOrEmpty(variable("GITLAB_CI"))));

    /// <summary>The signs that the terminal shows.</summary>
    /// <param name="variable">Gives environment variables.</param>
    public static Glyphs Glyphs(Func<string, string?> variable) =>
        new(
            OperatingSystem.IsWindows()
                ? Console.OutputEncoding.CodePage == 65001
                : Live.Glyphs.IsUnicodeLocale(variable)
        );

    // bixense.com/clicolors: any value but 0.
    private static bool IsForced(Func<string, string?> variable) =>
        variable("CLICOLOR_FORCE") is { Length: > 0 } value && value != "0";

    private static bool IsDumb(Func<string, string?> variable) => variable("TERM") == "dumb";

    private static IAnsiConsole Painter(Func<string, string?> variable) =>
        AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                ColorSystem = WantsColours(variable, isTerminal: true)
                    ? ColorSystemSupport.Standard
                    : ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(Console.Out),
            }
        );
}
