namespace Pipeline.Reports.Markup;

/// <summary>A row of a table.</summary>
/// <param name="Header">What the row is about.</param>
/// <param name="Cells">Its other cells.</param>
public sealed record Row(Node Header, params IReadOnlyList<Node> Cells);
