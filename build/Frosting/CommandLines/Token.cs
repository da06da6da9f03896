namespace Cake.Frosting.CommandLines;

/// <summary>One word of a command line.</summary>
/// <param name="Text">The word as typed.</param>
/// <param name="Option">The option's name with its dashes, or <see langword="null"/> for a plain value.</param>
/// <param name="Value">What stands after the equals sign, or <see langword="null"/>.</param>
/// <param name="Grouped">Whether the option shares its dash with others, as in <c>-abc</c>, and so takes no value.</param>
internal sealed record Token(string Text, string? Option, string? Value, bool Grouped = false);
