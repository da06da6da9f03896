namespace Cake.Frosting.CommandLines;

/// <summary>The answer to <c>--help</c>.</summary>
internal static class HostHelp
{
    public const string Text = """
        OPTIONS:
            -t, --target <TARGET>          Task to run; may be given several times (Default)
            -w, --working <PATH>           Working directory
            -v, --verbosity <VERBOSITY>    Quiet, Minimal, Normal, Verbose or Diagnostic (Normal)
                --description              Lists the tasks
                --tree                     Shows which task depends on which
                --dryrun                   Walks the tasks without running them
            -e, --exclusive                Runs the target without its dependencies
                --version                  Shows the version of Cake
                --info                     Shows what the program runs on
            -h, --help                     Shows this help
        Any other option becomes an argument of the program.
        """;
}
