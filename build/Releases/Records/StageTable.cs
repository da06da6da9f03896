namespace Releases.Records;

/// <summary>
/// What a stage changes in its region. Its permissions, its lock and the reading of the live version follow from it.
/// </summary>
public enum StageChange
{
    /// <summary>The stage changes nothing.</summary>
    Nothing,

    /// <summary>The stage changes the database, by Jobs.</summary>
    Schema,

    /// <summary>The stage changes the objects of the fleet's manifests, but no image that serves.</summary>
    Objects,

    /// <summary>The stage changes the images of workloads.</summary>
    Images,
}

/// <summary>All facts about a stage before it runs.</summary>
/// <param name="Words">The stage's name in a sentence.</param>
/// <param name="Colour">The class of its colour in the report's style sheet.</param>
/// <param name="Target">
/// The target that is the stage's gate. <see langword="null"/> for a stage without a target.
/// </param>
/// <param name="Changes">What the stage changes.</param>
public sealed record StageFacts(string Words, string Colour, string? Target, StageChange Changes)
{
    /// <summary>The stage's name above a column.</summary>
    public string Title => char.ToUpperInvariant(Words[0]) + Words[1..];
}

/// <summary>The one table of the stages. A new stage compiles only with a row here.</summary>
public static class StageTable
{
    /// <summary>The targets that are gates, in the order of their stages.</summary>
    public static IReadOnlyList<string> Targets { get; } =
    [.. Enum.GetValues<Stage>().Select(stage => stage.Facts().Target).OfType<string>()];

    /// <summary>The targets of the stages that change their region.</summary>
    public static IReadOnlyList<string> ChangingTargets { get; } =
    [.. Enum.GetValues<Stage>().Where(Changes).Select(stage => stage.Facts().Target).OfType<string>()];

    /// <summary>The stage of a target. <see langword="null"/> for a target that is no gate.</summary>
    /// <param name="target">The target's name in any case, as Cake's names are.</param>
    public static Stage? OfTarget(string target) =>
        Enum.GetValues<Stage>()
            .Cast<Stage?>()
            .FirstOrDefault(stage => target.Equals(stage!.Value.Facts().Target, StringComparison.OrdinalIgnoreCase));

    /// <summary>The facts about a stage.</summary>
    public static StageFacts Facts(this Stage stage) =>
        stage switch
        {
            Stage.Unapply => new("un-apply", "unapply", null, StageChange.Schema),
            Stage.Migrate => new("migrate", "migrate", "MigrateCluster", StageChange.Schema),
            Stage.Apply => new("apply", "apply", null, StageChange.Objects),
            Stage.SetImage => new("set image", "set-image", "SetImage", StageChange.Images),
            Stage.Verify => new("verify", "verify", "VerifyRollout", StageChange.Nothing),
            Stage.Restore => new("restore", "restore", null, StageChange.Images),
        };

    /// <summary>Whether a stage changes its region.</summary>
    public static bool Changes(this Stage stage) => stage.Facts().Changes != StageChange.Nothing;
}
