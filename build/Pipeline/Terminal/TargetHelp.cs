using Pipeline.Options;
using Pipeline.Targets;

namespace Pipeline.Terminal;

/// <summary>The help of one target: what it does, what it takes, an example, how it ends, where more stands.</summary>
public static class TargetHelp
{
    private const int Width = TextTable.UsualWidth;
    private const int NameWidth = 28;

    /// <summary>Writes it.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="target">The target.</param>
    public static void Write(TextWriter output, Target target)
    {
        WrappedText.Write(output, "", $"{target.Name}: {target.Description}.", Width);
        output.WriteLine();
        output.WriteLine($"  ./build.sh --target={target.Name} {target.Facts.Example}".TrimEnd());
        output.WriteLine();
        foreach (var argument in KnownArguments.Release.Where(known => ArgumentTakers.Takes(target, known.Name)))
            Write(output, OwnMeanings.Of(argument, target));
        foreach (
            var argument in KnownArguments.Host.Where(known => known.Name == "exclusive" && target.HasOthersBefore)
        )
            Write(output, argument);
        output.WriteLine();
        WrappedText.Write(output, "", Usage.ExitCodes, Width);
        output.WriteLine($"More: {target.Facts.Page}");
    }

    private static void Write(TextWriter output, KnownArgument argument)
    {
        var name = $"  {Usage.Syntax(argument)}";
        if (name.Length > NameWidth)
        {
            output.WriteLine(name);
            name = "";
        }
        WrappedText.Write(output, $"{name.PadRight(NameWidth)}  ", Usage.Meaning(argument), Width);
    }
}
