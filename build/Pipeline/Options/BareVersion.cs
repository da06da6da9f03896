namespace Pipeline.Options;

/// <summary>A version argument without a value: it prints the tool's own version, as Cake's does.</summary>
internal static class BareVersion
{
    /// <summary>What is wrong with it beside a target: a variable that is empty must not pass for a release.</summary>
    public const string BesideTarget = "--version needs a value: --version=X.Y.Z";

    /// <summary>Whether a word is one.</summary>
    /// <param name="name">The argument.</param>
    /// <param name="value">Its value.</param>
    /// <param name="next">The word behind it.</param>
    public static bool Is(string name, string? value, string? next) =>
        value is null
        && (
            name.Equals("ver", StringComparison.OrdinalIgnoreCase)
            || (name.Equals("version", StringComparison.OrdinalIgnoreCase) && (next is null || next.StartsWith('-')))
        );
}
