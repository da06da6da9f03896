using System.Text.Json.Serialization;
using Migrations.Verdicts;

namespace Releases.Records;

/// <summary>Where the schema of a region stands: migration by migration, as far as it was seen.</summary>
public sealed record SchemaRecord
{
    /// <summary>The migrations of the run in their order, the ones that were not begun at the end.</summary>
    [JsonRequired]
    public IReadOnlyList<SchemaStep> Migrations { get; init; } = [];

    /// <summary>
    /// How many there are to do; <see langword="null"/> where the checkout does not tell, or the log names others.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Planned { get; init; }

    /// <summary>Who says so.</summary>
    public SchemaSource Source { get; init; }

    /// <summary>Why the database could not be asked, after a failure; <see langword="null"/> elsewhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NotAsked { get; init; }

    /// <summary>What the error in the log means and what helps, in one line, where it is a known one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Cause { get; init; }

    /// <summary>Whether the version that serves can run on it, after a failure.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SchemaServing? Serving { get; init; }

    /// <summary>
    /// Where un-applying what is applied would lead, as <c>app.name</c>; <see langword="null"/> where it is no way.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? BackTo { get; init; }

    /// <summary>Why what is applied cannot be un-applied; <see langword="null"/> where nothing prevents it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NoWayBack { get; init; }

    /// <summary>The ways on, after a failure.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<WayOn>? Ways { get; init; }

    /// <summary>The names of the migrations that are in a state.</summary>
    public IReadOnlyList<string> In(params IReadOnlyList<StepState> states) =>
        [.. Migrations.Where(step => states.Contains(step.State)).Select(step => step.Name)];
}

/// <summary>One migration of a region.</summary>
/// <param name="Name">Its name, as <c>app.name</c>.</param>
/// <param name="State">How far it is.</param>
/// <param name="Seconds">How long it took, or has taken when it failed; <see langword="null"/> where that was not
/// seen.</param>
public sealed record SchemaStep(
    string Name,
    StepState State,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Seconds = null
);

/// <summary>How far a migration is.</summary>
public enum StepState
{
    /// <summary>It is to be done, and was not begun.</summary>
    NotBegun,

    /// <summary>It was begun.</summary>
    Running,

    /// <summary>It is applied.</summary>
    Applied,

    /// <summary>It was taken back.</summary>
    Unapplied,

    /// <summary>It failed, and the database has taken back what it did.</summary>
    Failed,

    /// <summary>It failed and is not atomic: what it did before may have stayed.</summary>
    HalfApplied,
}

/// <summary>Who says where a schema stands.</summary>
public enum SchemaSource
{
    /// <summary>The log of the migration.</summary>
    Log,

    /// <summary>The database, which was asked.</summary>
    Database,
}

/// <summary>Whether the version that serves can run on a schema.</summary>
/// <param name="Version">The version.</param>
/// <param name="Verdict">What is said of it; <see langword="null"/> when that is not known.</param>
/// <param name="Reasons">Why, one line each; of an unknown one why it is not known.</param>
public sealed record SchemaServing(string Version, Verdict? Verdict, IReadOnlyList<string> Reasons);

/// <summary>A way on after a failure.</summary>
/// <param name="What">What it does, in a few words.</param>
/// <param name="Command">The command; <see langword="null"/> in a drill, after which it would mean the real
/// region.</param>
public sealed record WayOn(
    string What,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Command = null
);
