namespace Pipeline.Options;

/// <summary>The shells whose command lines the tool completes; each has a script of its own.</summary>
public static class CompletedShells
{
    /// <summary>Their names, as <c>--shell</c> takes them.</summary>
    public static readonly IReadOnlyList<string> All = ["bash", "zsh", "fish"];

    /// <summary>The names as the usage writes a choice.</summary>
    public static string Choice => string.Join('|', All);
}
