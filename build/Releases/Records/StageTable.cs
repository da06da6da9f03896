namespace Releases.Records;

/// <summary>What a stage changes in its region. Permissions, lock and the live version follow from it.</summary>
public enum StageChange
{
    /// <summary>Nothing: it only looks.</summary>
    Nothing,

    /// <summary>The database, by Jobs.</summary>
    Schema,

    /// <summary>The images of workloads.</summary>
    Images,
}

/// <summary>All that is known of a stage before it runs.</summary>
/// <param name="Words">Its name in a sentence.</param>
/// <param name="Colour">The class of its colour in the report's style sheet.</param>
/// <param name="Target">The target whose gate it is; <see langword="null"/> where it has none of its own.</param>
/// <param name="Changes">What it changes.</param>
public sealed record StageFacts(string Words, string Colour, string? Target, StageChange Changes)
{
    /// <summary>Its name above a column.</summary>
    public string Title => char.ToUpperInvariant(Words[0]) + Words[1..];
}

/// <summary>The one table of the stages. A new stage does not compile before it has a row.</summary>
public static class StageTable
{
    /// <summary>The targets that are gates, in the order of their stages.</summary>
    public static IReadOnlyList<string> Targets { get; } =
    [.. Enum.GetValues<Stage>().Select(stage => stage.Facts().Target).OfType<string>()];

    /// <summary>Those of them whose stage changes its region.</summary>
    public static IReadOnlyList<string> ChangingTargets { get; } =
    [.. Enum.GetValues<Stage>().Where(Changes).Select(stage => stage.Facts().Target).OfType<string>()];

    /// <summary>The stage of a target; <see langword="null"/> for targets that are no gate.</summary>
    /// <param name="target">The target's name; compares without case, as Cake's names do.</param>
    public static Stage? OfTarget(string target) =>
        Enum.GetValues<Stage>()
            .Cast<Stage?>()
            .FirstOrDefault(stage => target.Equals(stage!.Value.Facts().Target, StringComparison.OrdinalIgnoreCase));

    /// <summary>What is known of a stage.</summary>
    public static StageFacts Facts(this Stage stage) =>
        stage switch
        {
            Stage.Unapply => new("un-apply", "unapply", null, StageChange.Schema),
            Stage.Migrate => new("migrate", "migrate", "MigrateCluster", StageChange.Schema),
            Stage.SetImage => new("set image", "set-image", "SetImage", StageChange.Images),
            Stage.Verify => new("verify", "verify", "VerifyRollout", StageChange.Nothing),
            Stage.Restore => new("restore", "restore", null, StageChange.Images),
        };

    /// <summary>Whether a stage changes its region.</summary>
    public static bool Changes(this Stage stage) => stage.Facts().Changes != StageChange.Nothing;
}
