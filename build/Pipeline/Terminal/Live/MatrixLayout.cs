using Releases.Records;

namespace Pipeline.Terminal.Live;

/// <summary>The columns of the matrix on a terminal of some width.</summary>
public sealed record MatrixLayout
{
    // The widest region's name that a narrow terminal still shows with three stages.
    private const int NarrowRegion = 10;
    private const int WideRegion = 24;
    private const int FromWide = 60;
    private const int LeastText = 12;

    private MatrixLayout(int width, int region, int pods, int stages)
    {
        Width = width;
        IsWide = width >= FromWide;
        Region = Math.Min(region, IsWide ? WideRegion : NarrowRegion);
        Pods = IsWide ? pods : 0;
        Gap = IsWide ? 2 : 1;
        Stage = IsWide ? 9 : 8;
        var used = Region + (stages * (Gap + Stage)) + (IsWide ? Gap + Pods : 0) + Gap;
        Text = width - used >= LeastText ? width - used : 0;
    }

    /// <summary>All columns together.</summary>
    public int Width { get; }

    /// <summary>Whether there is room for more than the stages.</summary>
    public bool IsWide { get; }

    /// <summary>The columns between two cells.</summary>
    public int Gap { get; }

    /// <summary>The columns of a region's name.</summary>
    public int Region { get; }

    /// <summary>The columns of a stage.</summary>
    public int Stage { get; }

    /// <summary>The columns of the pods; 0 when there is no room for them.</summary>
    public int Pods { get; }

    /// <summary>The columns of the last thing that happened; 0 when there is no room for it.</summary>
    public int Text { get; }

    /// <summary>The layout for some lanes.</summary>
    /// <param name="matrix">The lanes.</param>
    /// <param name="width">The columns of the terminal; the last one stays empty, for some terminals go on in the next
    /// line.</param>
    public static MatrixLayout Of(LaneMatrix matrix, int width) =>
        new(
            Math.Max(width - 1, 1),
            matrix.Rows.Select(row => CellText.Width(row.Region)).Append(6).Max(),
            matrix.Rows.Select(row => $"{row.Pods}".Length).Append(4).Max(),
            matrix.Stages.Count()
        );

    /// <summary>The title of a stage's column.</summary>
    public string Title(Stage stage)
    {
        var title = stage.Facts().Title;
        return title.Length <= Stage ? title : title.Split(' ')[0];
    }
}
