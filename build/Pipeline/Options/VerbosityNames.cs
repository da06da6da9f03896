using Cake.Core.Diagnostics;
using Foundation.Text;

namespace Pipeline.Options;

/// <summary>How much Cake says, as the command line names it.</summary>
internal static class VerbosityNames
{
    private static readonly string[] All = [.. Enum.GetNames<Verbosity>().Select(name => name.ToLowerInvariant())];

    /// <summary>What is wrong with a value, or <see langword="null"/>. Cake takes a first letter, too.</summary>
    public static string? ProblemOf(string value) =>
        All.Any(name => IsName(value, name) || IsName(value, name[..1]))
            ? null
            : $"--verbosity: unknown value '{value}'; {NearestName.Hint(value, All)}";

    private static bool IsName(string value, string name) => name.Equals(value, StringComparison.OrdinalIgnoreCase);
}
