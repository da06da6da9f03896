using System.Text.Json.Serialization;

namespace Migrations.Verdicts;

/// <summary>What is said of one operation of a migration.</summary>
/// <param name="Operation">Django's name of the operation.</param>
/// <param name="Target">What it is about: <c>Order.total</c>, the start of the SQL, the name of the function.</param>
/// <param name="Verdict">What older code does on the newer schema.</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Reversible">Whether it can be un-applied; <see langword="null"/> when that depends on the rows or is
/// not known.</param>
/// <param name="Loses">What un-applying loses; <c>nothing</c> where nothing is lost.</param>
public sealed record OperationVerdict(
    string Operation,
    string Target,
    Verdict Verdict,
    string Reason,
    bool? Reversible,
    string Loses
)
{
    /// <summary>
    /// What older code does once it was un-applied, where un-applying does nothing and so leaves the effect; clear
    /// otherwise.
    /// </summary>
    [JsonIgnore]
    public Verdict Left { get; init; }

    /// <summary>What it locks while it runs; <see langword="null"/> for nothing, or where it is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OperationLocks? Locks { get; init; }

    /// <summary>
    /// What pods of the older version meet from the migration on, as the end of a sentence that begins with them; <see
    /// langword="null"/> where they meet nothing, or nothing for certain.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Meets { get; init; }

    /// <summary>
    /// The reasons of the comments <c># release: accept REASON</c> that stand at it; <see langword="null"/> for none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Accepted { get; init; }

    /// <summary>Why, and what was accepted of it.</summary>
    [JsonIgnore]
    public string ReasonWithAcceptance =>
        Accepted is { Count: > 0 } ? $"{Reason} (accepted: {string.Join("; ", Accepted)})" : Reason;

    /// <summary>Its line in the migration's file, counted from 1.</summary>
    [JsonIgnore]
    public int Line { get; init; }
}
