using System.Text.RegularExpressions;

namespace Pipeline.Tools.Azure;

/// <summary>The run on ACR Tasks that a build was queued as.</summary>
internal sealed partial class AcrRun
{
    /// <summary>Its id, as soon as az has said it.</summary>
    public string? Id { get; private set; }

    // "Queued a build with ID: ca1"
    public void Read(string line)
    {
        var match = Queued().Match(line);
        if (match.Success)
            Id ??= match.Groups["id"].Value;
    }

    [GeneratedRegex(
        @"Queued a (build|run) with ID: (?<id>[A-Za-z0-9]+)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Queued();
}
