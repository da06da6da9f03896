namespace Migrations.Verdicts;

/// <summary>What a rollback would meet, the worst last.</summary>
public enum Verdict
{
    /// <summary>No obstacle was found in the schema.</summary>
    Clear,

    /// <summary>A person has to look at it.</summary>
    Investigate,

    /// <summary>The older code fails on the newer schema.</summary>
    Unsafe,
}
