namespace Migrations.Verdicts;

/// <summary>Where an operation can run, the most limited last.</summary>
public enum TransactionUse
{
    /// <summary>In a transaction or outside of one.</summary>
    Any,

    /// <summary>Only outside of a transaction.</summary>
    Outside,

    /// <summary>Nowhere: it begins a transaction of its own, and does there what PostgreSQL refuses there.</summary>
    Impossible,
}
