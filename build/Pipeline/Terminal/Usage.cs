using Pipeline.Options;
using Pipeline.Targets;

namespace Pipeline.Terminal;

/// <summary>Short usage of the command.</summary>
public static class Usage
{
    /// <summary>What the exit codes mean.</summary>
    internal const string ExitCodes =
        "Exit codes: 0 done, 1 failed, 2 usage error, 3 refused, 130 interrupted. 2 and 3 touch nothing.";

    // The rehearsal first: it is what somebody new can do without breaking anything.
    private static readonly (string, string)[] Examples =
    [
        ("./build.sh --target=Drill", "rehearse a whole release on this machine"),
        ("./build.sh --target=Drill --scenario=rollback", "walk through a bad hour, and type the commands yourself"),
        ("./build.sh --target=Status", "what runs where, and whether it is healthy"),
        ("./build.sh --target=Plan --version=1.2.3", "what a release would do, and which problems it would meet"),
        ("./build.sh --target=Deploy --version=1.2.3", "release to the whole fleet"),
        ("./build.sh --target=Deploy --version=1.2.3 --regions=uk", "release to one region"),
        ("./build.sh --tree", "show what depends on what"),
    ];

    /// <summary>Writes the usage.</summary>
    public static void Write(TextWriter output)
    {
        output.WriteLine("Usage: ./build.sh --target=NAME [--argument=value ...]");
        output.WriteLine("   or: ./build.sh NAME [VERSION] [REGION ...] [--argument=value ...]");
        output.WriteLine("   or: ./build.sh start-patch|finish-patch LINE [--argument=value ...]");
        output.WriteLine();
        Write(output, Examples);
        output.WriteLine();
        output.WriteLine("Targets");
        Write(output, TargetCatalog.All.Select(target => (target.Name, target.Description)));
        output.WriteLine();
        output.WriteLine("Arguments");
        Write(output, KnownArguments.Release.Select(argument => (Syntax(argument), Meaning(argument))));
        output.WriteLine();
        output.WriteLine("Arguments of Cake");
        Write(
            output,
            KnownArguments.Host.Where(IsWorthKnowing).Select(argument => (Syntax(argument), argument.Meaning))
        );
        output.WriteLine();
        output.WriteLine(ExitCodes);
        output.WriteLine("Help for one target: ./build.sh help NAME");
    }

    // The rest is about Cake itself.
    private static bool IsWorthKnowing(KnownArgument argument) =>
        argument.Name is "exclusive" or "dryrun" or "verbosity" or "tree" or "description";

    /// <summary>How an argument is written.</summary>
    internal static string Syntax(KnownArgument argument) =>
        argument.IsFlag ? $"--{argument.Name}" : $"--{argument.Name}={argument.Value}";

    /// <summary>What an argument means, with the variables that stand in for it.</summary>
    internal static string Meaning(KnownArgument argument) =>
        argument.Variables.Count == 0
            ? argument.Meaning
            : $"{argument.Meaning} ({string.Join(", ", argument.Variables)})";

    private static void Write(TextWriter output, IEnumerable<(string Name, string Meaning)> entries)
    {
        var lines = entries.ToArray();
        var width = lines.Max(line => line.Name.Length);
        foreach (var (name, meaning) in lines)
            output.WriteLine($"  {name.PadRight(width)}  {meaning}");
    }
}
