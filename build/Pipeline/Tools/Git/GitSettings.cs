namespace Pipeline.Tools.Git;

/// <summary>
/// How git is run. The checkout is <see cref="Cake.Core.Tooling.ToolSettings.WorkingDirectory"/>; user name, keys and
/// credential helpers are those of the user.
/// </summary>
public sealed class GitSettings : ExternalToolSettings
{
    /// <summary>What git calls the remote that a clone was made from.</summary>
    public const string UsualRemote = "origin";

    /// <summary>The remote that releases are shared through.</summary>
    public string Remote { get; set; } = UsualRemote;

    /// <summary>Whether git may ask for a user name and a password on the terminal.</summary>
    public bool Interactive { get; set; }

    /// <summary>
    /// The folder of a drill. Its git knows no configuration but that of the drill's own repositories, runs no hooks,
    /// speaks to folders alone, and pushes to none outside of this one. <see langword="null"/> for the user's own git.
    /// </summary>
    public string? DrillFolder { get; set; }
}
