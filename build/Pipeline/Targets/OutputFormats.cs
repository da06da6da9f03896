namespace Pipeline.Targets;

/// <summary>The formats that <c>--output</c> chooses from; each target says which of them it writes.</summary>
public static class OutputFormats
{
    /// <summary>For people, on a terminal.</summary>
    public const string Table = "table";

    /// <summary>For programs.</summary>
    public const string Json = "json";

    /// <summary>For people, in merge requests and wikis.</summary>
    public const string Markdown = "markdown";

    /// <summary>Commands that do by hand what was asked for, for a POSIX shell.</summary>
    public const string Shell = "shell";

    /// <summary>A pipeline of GitLab, as YAML.</summary>
    public const string GitLab = "gitlab";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [Table, Json, Markdown, Shell, GitLab];
}
