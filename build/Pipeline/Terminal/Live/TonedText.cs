namespace Pipeline.Terminal.Live;

/// <summary>A piece of a line.</summary>
/// <param name="Text">The text.</param>
/// <param name="Tone">What its colour says.</param>
public readonly record struct TonedText(string Text, Tone Tone = Tone.Plain);
