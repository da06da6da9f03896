namespace Foundation.Limits;

/// <summary>One line of a stream.</summary>
/// <param name="Text">The line without its end, as far as it was kept.</param>
/// <param name="IsWhole">Whether its end was seen; without it may be half a line.</param>
/// <param name="Dropped">How many bytes of it were read and not kept.</param>
public readonly record struct BoundedLine(string Text, bool IsWhole, long Dropped)
{
    /// <summary>The text with a sign that something is missing, where it is.</summary>
    public string Shown => Dropped == 0 ? Text : $"{Text}… ({Dropped} more bytes)";
}
