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
}
