using System.Text;
using Foundation.Text;
using Pipeline.Options;

namespace Pipeline.Completing;

/// <summary>The script that makes a shell ask for completions.</summary>
public static class CompletionScript
{
    /// <summary>The script of a shell.</summary>
    /// <param name="shell">One of <see cref="CompletedShells"/>.</param>
    /// <param name="root">The checkout whose commands it completes, without symbolic links.</param>
    public static string Of(string shell, string root)
    {
        using var file =
            typeof(CompletionScript).Assembly.GetManifestResourceStream($"Completing.completion.{shell}")
            ?? throw new ArgumentException($"there is no script for {shell}", nameof(shell));
        using var reader = new StreamReader(file, Encoding.UTF8);
        return reader.ReadToEnd().Replace("@ROOT@", ShellWord.Of(root), StringComparison.Ordinal);
    }
}
