using System.Text.Json.Serialization;
using Migrations.Verdicts;

namespace Releases.Records;

/// <summary>The state of a region's schema, migration by migration, as far as the run has seen.</summary>
public sealed record SchemaRecord
{
    /// <summary>The migrations of the run, in order. Migrations that were not begun come last.</summary>
    [JsonRequired]
    public IReadOnlyList<SchemaStep> Migrations { get; init; } = [];

    /// <summary>
    /// How many migrations there are to do. <see langword="null"/> where the checkout does not tell, or the log names
    /// others.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Planned { get; init; }

    /// <summary>Where this knowledge comes from.</summary>
    public SchemaSource Source { get; init; }

    /// <summary>Why the database could not be asked, after a failure; <see langword="null"/> elsewhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NotAsked { get; init; }

    /// <summary>
    /// What a known error in the log means and what fixes it, in one line. <see langword="null"/> for an unknown error.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Cause { get; init; }

    /// <summary>Whether the version that serves can run on the schema, after a failure.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SchemaServing? Serving { get; init; }

    /// <summary>
    /// The target of un-applying the applied migrations, as <c>app.name</c>. <see langword="null"/> where un-applying
    /// is no way.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? BackTo { get; init; }

    /// <summary>Whether un-applying may fail, so that it has to be looked at and accepted.</summary>
    [JsonIgnore]
    public bool IsBackUncertain { get; init; }

    /// <summary>
    /// Why the applied migrations cannot be un-applied. <see langword="null"/> where nothing prevents it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NoWayBack { get; init; }

    /// <summary>The ways on, after a failure.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<WayOn>? Ways { get; init; }

    /// <summary>The names of the migrations in the given states.</summary>
    public IReadOnlyList<string> In(params IReadOnlyList<StepState> states) =>
        [.. Migrations.Where(step => states.Contains(step.State)).Select(step => step.Name)];
}

/// <summary>One migration of a region.</summary>
/// <param name="Name">Its name, as <c>app.name</c>.</param>
/// <param name="State">How far the migration is.</param>
/// <param name="Seconds">
/// How long it took until it ended or failed; <see langword="null"/> where that was not seen.
/// </param>
public sealed record SchemaStep(
    string Name,
    StepState State,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Seconds = null
);

/// <summary>How far a migration is.</summary>
public enum StepState
{
    /// <summary>The migration is to be done, and was not begun.</summary>
    NotBegun,

    /// <summary>The migration was begun.</summary>
    Running,

    /// <summary>The migration is applied.</summary>
    Applied,

    /// <summary>The migration was taken back.</summary>
    Unapplied,

    /// <summary>The migration failed, and the database has taken back its changes.</summary>
    Failed,

    /// <summary>The migration failed and is not atomic. Its earlier changes may have stayed.</summary>
    HalfApplied,
}

/// <summary>Where the knowledge of a schema comes from.</summary>
public enum SchemaSource
{
    /// <summary>The log of the migration.</summary>
    Log,

    /// <summary>The answer of the database.</summary>
    Database,
}

/// <summary>Whether the version that serves can run on a schema.</summary>
/// <param name="Version">The version.</param>
/// <param name="Verdict">The verdict; <see langword="null"/> when it is not known.</param>
/// <param name="Reasons">The reasons of the verdict, one line each. Without a verdict: why it is not known.</param>
public sealed record SchemaServing(string Version, Verdict? Verdict, IReadOnlyList<string> Reasons);

/// <summary>A way on after a failure.</summary>
/// <param name="What">What it does, in a few words.</param>
/// <param name="Command">
/// The command; <see langword="null"/> in a drill, because after the drill the command would change the real region.
/// </param>
public sealed record WayOn(
    string What,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Command = null
);
