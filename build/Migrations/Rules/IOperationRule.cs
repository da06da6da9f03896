namespace Migrations.Rules;

/// <summary>Judges some operations.</summary>
internal interface IOperationRule
{
    /// <summary>Django's names of the operations.</summary>
    IReadOnlyCollection<string> Operations { get; }

    /// <summary>Judges one of these operations.</summary>
    Judgement Judge(OperationContext context);
}
