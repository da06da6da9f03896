namespace Cake.Frosting.CommandLines;

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
