using Cake.Core.Diagnostics;
using Cake.Core.IO;

namespace Cake.Frosting.CommandLines;

/// <summary>What a command line asks the host to do.</summary>
/// <param name="Mode">Which action it asks for.</param>
/// <param name="Targets">The tasks to run, one after another; at least one.</param>
/// <param name="Exclusive">Whether the targets run without their dependencies.</param>
/// <param name="Verbosity">How much is logged.</param>
/// <param name="WorkingDirectory">The working directory, or <see langword="null"/> when none is given.</param>
/// <param name="Arguments">All other options. An option without a value has a null value.</param>
internal sealed record HostCommand(
    RunMode Mode,
    IReadOnlyList<string> Targets,
    bool Exclusive,
    Verbosity Verbosity,
    DirectoryPath? WorkingDirectory,
    ILookup<string, string?> Arguments
);

/// <summary>What a command line asks for. Of several, the later member here wins.</summary>
internal enum RunMode
{
    /// <summary>Runs the targets.</summary>
    Targets,

    /// <summary>Lists the tasks with their descriptions.</summary>
    Description,

    /// <summary>Shows the tasks as a tree.</summary>
    Tree,

    /// <summary>Walks the graph without the bodies of the tasks.</summary>
    DryRun,

    /// <summary>Shows what the program runs on.</summary>
    About,

    /// <summary>Shows the version of Cake.</summary>
    Version,

    /// <summary>Shows the options.</summary>
    Help,
}
