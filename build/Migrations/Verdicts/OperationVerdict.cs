using System.Text.Json.Serialization;

namespace Migrations.Verdicts;

/// <summary>The verdict of one operation of a migration.</summary>
/// <param name="Operation">Django's name of the operation.</param>
/// <param name="Target">
/// The operation's target: <c>Order.total</c>, the start of the SQL, or the name of the function.
/// </param>
/// <param name="Verdict">The verdict about older code on the newer schema.</param>
/// <param name="Reason">The reason, in one sentence.</param>
/// <param name="Reversible">
/// Whether the operation can be un-applied; <see langword="null"/> when that depends on the rows or is not known.
/// </param>
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
    /// The verdict about older code after un-applying. It differs from clear only where un-applying does nothing, so
    /// that the effect stays.
    /// </summary>
    [JsonIgnore]
    public Verdict Left { get; init; }

    /// <summary>
    /// The locks of the operation while it runs. <see langword="null"/> for none, or when they are not known.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OperationLocks? Locks { get; init; }

    /// <summary>Whether the operation can run in a transaction.</summary>
    [JsonIgnore]
    public TransactionUse Transaction { get; init; }

    /// <summary>
    /// What pods of the older version meet from the migration on, as the end of a sentence that begins with the pods.
    /// <see langword="null"/> where they meet nothing, or nothing certain.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Meets { get; init; }

    /// <summary>
    /// The reasons of the comments <c># release: accept REASON</c> at the operation. <see langword="null"/> for none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Accepted { get; init; }

    /// <summary>The reason, and what was accepted about it.</summary>
    [JsonIgnore]
    public string ReasonWithAcceptance =>
        Accepted is { Count: > 0 } ? $"{Reason} (accepted: {string.Join("; ", Accepted)})" : Reason;

    /// <summary>The operation's line in the migration's file, counted from 1.</summary>
    [JsonIgnore]
    public int Line { get; init; }
}
