using Migrations.Verdicts;

namespace Migrations.Rules;

/// <summary>What is said of an operation.</summary>
/// <param name="Verdict">What older code does on the newer schema.</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Reversible">Whether it can be un-applied; <see langword="null"/> when that depends on the rows or is
/// not known.</param>
/// <param name="Loses">What un-applying loses.</param>
internal sealed record Judgement(Verdict Verdict, string Reason, bool? Reversible, string Loses)
{
    /// <summary>Whether un-applying does nothing and so leaves the effect.</summary>
    public bool IsLeft { get; init; }

    /// <summary>The worst on the way, before later operations; what is left when those are un-applied.</summary>
    public Verdict OnTheWay { get; init; }

    /// <summary>What pods of the older version meet, as the end of a sentence that begins with them.</summary>
    public string? Meets { get; init; }

    /// <summary>Nothing is lost.</summary>
    public const string Nothing = "nothing";

    /// <summary>What is lost is not known.</summary>
    public const string Unknown = "unknown";

    /// <summary>No obstacle, and un-applying loses nothing.</summary>
    public static Judgement Clear(string reason, string loses = Nothing, bool? reversible = true) =>
        new(Verdict.Clear, reason, reversible, loses);

    /// <summary>A person must look at it.</summary>
    public static Judgement Investigate(string reason, string loses = Nothing, bool? reversible = true) =>
        new(Verdict.Investigate, reason, reversible, loses);

    /// <summary>Older code fails.</summary>
    public static Judgement Unsafe(string reason, string loses = Nothing, bool? reversible = true) =>
        new(Verdict.Unsafe, reason, reversible, loses);
}
