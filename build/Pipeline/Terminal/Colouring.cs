namespace Pipeline.Terminal;

/// <summary>Colours of lines, as escape sequences that terminals and the logs of GitLab know; or none.</summary>
/// <param name="isOn">Whether there are colours.</param>
public sealed class Colouring(bool isOn)
{
    /// <summary>No colours.</summary>
    public static readonly Colouring None = new(isOn: false);

    /// <summary>A text in its colour.</summary>
    /// <param name="tone">Which.</param>
    /// <param name="text">The text, which has no end of line.</param>
    public string Of(Tone tone, string text) =>
        isOn && text.Length > 0 && Code(tone) is { } code ? $"\e[{code}m{text}\e[0m" : text;

    private static string? Code(Tone tone) =>
        tone switch
        {
            Tone.Strong => "1",
            Tone.Good => "32",
            Tone.Bad => "31",
            Tone.Warning => "33",
            Tone.Busy => "36",
            Tone.Quiet => "90",
            Tone.Plain => null,
        };
}
