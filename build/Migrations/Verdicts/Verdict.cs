namespace Migrations.Verdicts;

/// <summary>What rolling back over something would do, the worst last.</summary>
public enum Verdict
{
    /// <summary>No obstacle was found in the schema.</summary>
    Clear,

    /// <summary>A person must look at it.</summary>
    Investigate,

    /// <summary>The older code fails on the newer schema.</summary>
    Unsafe,
}
