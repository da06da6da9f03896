using Migrations.Verdicts;

namespace Migrations.Rules;

/// <summary>The judgement of an operation.</summary>
/// <param name="Verdict">The verdict about older code on the newer schema.</param>
/// <param name="Reason">The reason, in one sentence.</param>
/// <param name="Reversible">
/// Whether the operation can be un-applied; <see langword="null"/> when that depends on the rows or is not known.
/// </param>
/// <param name="Loses">What un-applying loses.</param>
internal sealed record Judgement(Verdict Verdict, string Reason, bool? Reversible, string Loses)
{
    /// <summary>Whether un-applying does nothing, so that the operation's effect stays.</summary>
    public bool IsLeft { get; init; }

    /// <summary>
    /// The worst verdict on the way to the final schema, before later operations run. It holds when the later
    /// operations are un-applied.
    /// </summary>
    public Verdict OnTheWay { get; init; }

    /// <summary>What pods of the older version meet, as the end of a sentence that begins with the pods.</summary>
    public string? Meets { get; init; }

    /// <summary>Nothing is lost.</summary>
    public const string Nothing = "nothing";

    /// <summary>What is lost is not known.</summary>
    public const string Unknown = "unknown";

    /// <summary>A judgement without obstacle. By default un-applying loses nothing.</summary>
    public static Judgement Clear(string reason, string loses = Nothing, bool? reversible = true) =>
        new(Verdict.Clear, reason, reversible, loses);

    /// <summary>A judgement that a person has to look at.</summary>
    public static Judgement Investigate(string reason, string loses = Nothing, bool? reversible = true) =>
        new(Verdict.Investigate, reason, reversible, loses);

    /// <summary>A judgement that older code fails.</summary>
    public static Judgement Unsafe(string reason, string loses = Nothing, bool? reversible = true) =>
        new(Verdict.Unsafe, reason, reversible, loses);
}
