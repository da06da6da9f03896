namespace Migrations.Verdicts;

/// <summary>
/// How added migrations are un-applied: before the older code runs, with the image that has their files.
/// </summary>
/// <param name="Steps">The commands in order: what depends on others goes first.</param>
/// <param name="Irreversible">The first thing that makes it impossible, or <see langword="null"/>.</param>
/// <param name="Uncertain">All that may fail, depending on the rows, or is not known.</param>
public sealed record UnapplyPlan(
    IReadOnlyList<UnapplyStep> Steps,
    UnapplyObstacle? Irreversible,
    IReadOnlyList<UnapplyObstacle> Uncertain
)
{
    /// <summary>Nothing has to be un-applied.</summary>
    public static UnapplyPlan Nothing { get; } = new([], null, []);
}
