namespace Migrations.Verdicts;

/// <summary>
/// How added migrations are un-applied: before the older code runs, with the newer image, which has their files.
/// </summary>
/// <param name="Steps">The commands in order. Migrations that depend on others go first.</param>
/// <param name="Irreversible">The first obstacle that makes un-applying impossible, or <see langword="null"/>.</param>
/// <param name="Uncertain">Everything that may fail, depending on the rows, or is not known.</param>
public sealed record UnapplyPlan(
    IReadOnlyList<UnapplyStep> Steps,
    UnapplyObstacle? Irreversible,
    IReadOnlyList<UnapplyObstacle> Uncertain
)
{
    /// <summary>The plan without steps.</summary>
    public static UnapplyPlan Nothing { get; } = new([], null, []);
}
