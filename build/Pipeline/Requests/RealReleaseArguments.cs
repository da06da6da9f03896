using Pipeline.Options;

namespace Pipeline.Requests;

/// <summary>
/// The arguments that lead a release to real registries, applications and clouds. A drill refuses them, and overlooks
/// the variables that stand in for them, which CI exports for every job.
/// </summary>
public static class RealReleaseArguments
{
    private const string Embedded = "a drill's clusters are embedded, whatever their provider";

    private static readonly (string Name, string Reason)[] All =
    [
        ("builder", "a drill builds on this machine's engine or not at all"),
        ("app", "a drill releases the sample application"),
        ("image", "a drill has a registry of its own"),
        ("bump", "a drill has no history to count from; --version=X.Y.Z names what it releases"),
        ("registry-user", "a drill has a registry of its own"),
        ("notify", "nobody outside hears of a drill"),
        ("gke", Embedded),
        ("gke-regions", Embedded),
        ("gke-project", Embedded),
        ("gke-location", Embedded),
    ];

    /// <summary>Refuses those that were given, one line each.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="problems">Receives the lines.</param>
    public static void Refuse(CommandLine line, ICollection<string> problems)
    {
        foreach (var (name, reason) in All.Where(argument => line.Has(argument.Name)))
            problems.Add($"--{name}: {reason}; leave it out");
    }

    /// <summary>Whether a drill refuses an argument.</summary>
    /// <param name="argument">Its name.</param>
    public static bool Refuses(string argument) => All.Any(refused => refused.Name == argument);

    /// <summary>The environment without the variables that stand in for them.</summary>
    /// <param name="environment">Gives environment variables.</param>
    public static Func<string, string?> Without(Func<string, string?> environment)
    {
        var overlooked = All.Select(argument => KnownArguments.FindRelease(argument.Name))
            .OfType<KnownArgument>()
            .SelectMany(argument => argument.Variables)
            .ToHashSet(StringComparer.Ordinal);
        return name => overlooked.Contains(name) ? null : environment(name);
    }
}
