namespace Pipeline.Options;

/// <summary>An argument of the command.</summary>
/// <param name="Name">Without the dashes.</param>
/// <param name="Value">What stands behind the <c>=</c>, for people; <see langword="null"/> for a flag.</param>
/// <param name="Meaning">One line.</param>
/// <param name="Variables">The environment variables that stand in for it, the first that is set wins.</param>
public sealed record KnownArgument(string Name, string? Value, string Meaning, params IReadOnlyList<string> Variables)
{
    /// <summary>Whether it stands alone.</summary>
    public bool IsFlag => Value is null;

    /// <summary>Whether it makes the run go past a guard.</summary>
    public bool IsOverruling { get; init; }

    /// <summary>Whether it adds up when it is given several times.</summary>
    public bool IsRepeatable { get; init; }
}
