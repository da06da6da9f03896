using Pipeline.Terminal;

namespace Pipeline.Running;

/// <summary>
/// The commands that a person types next. Each stands on a line of its own, without the time before it and without
/// words behind it: it can be pasted.
/// </summary>
public static class NextCommands
{
    private const int Width = TextTable.UsualWidth;

    /// <summary>Writes them.</summary>
    /// <param name="context">The run; a command of the tool leads to the same fleet and application.</param>
    /// <param name="steps">What each group of commands is for, and the commands, if any.</param>
    public static void Write(ReleaseContext context, params IEnumerable<(string What, string[] Commands)> steps)
    {
        var output = context.RunEnvironment.Output;
        foreach (var (what, commands) in steps)
        {
            output.WriteLine();
            WrappedText.Write(output, "", what, Width);
            foreach (var command in commands)
                output.WriteLine($"  {PrintableLine.Of(RepeatedCommand.There(context.Record.Current, command))}");
        }
    }
}
