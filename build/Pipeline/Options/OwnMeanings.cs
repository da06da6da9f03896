using Pipeline.Targets;

namespace Pipeline.Options;

/// <summary>What an argument takes and means for one target, where that is not what it means for the others.</summary>
internal static class OwnMeanings
{
    private static readonly Dictionary<(string Target, string Argument), (string Value, string Meaning)> Table = new()
    {
        [(TargetNames.AddRegion, "regions")] = ("NAME", "the new region, or one of the fleet to look at"),
        [(TargetNames.AddRegion, "namespace")] = ("NAME", "its namespace; default: the fleet's"),
        [(TargetNames.AddRegion, "gke-project")] = ("NAME", "its Google project"),
        [(TargetNames.AddRegion, "gke-location")] = ("NAME", "its Google region or zone"),
    };

    /// <summary>The argument as a target takes it: of the formats of <c>--output</c>, those that it writes.</summary>
    /// <param name="argument">The argument.</param>
    /// <param name="target">A target that takes it.</param>
    public static KnownArgument Of(KnownArgument argument, Target target)
    {
        if (argument.Name == "output")
            return argument with { Value = string.Join('|', target.Facts.Formats) };
        return Table.TryGetValue((target.Name, argument.Name), out var own)
            ? argument with
            {
                Value = own.Value,
                Meaning = own.Meaning,
            }
            : argument;
    }
}
