using System.Reflection;
using Cake.Frosting;

namespace Pipeline.Targets;

/// <summary>The targets of the command, read from the tasks themselves.</summary>
public static class TargetCatalog
{
    private static readonly Lazy<IReadOnlyList<Target>> Found = new(() =>
        [
            .. typeof(TargetCatalog)
                .Assembly.GetExportedTypes()
                .Where(type => !type.IsAbstract && typeof(IFrostingTask).IsAssignableFrom(type))
                .Select(Read)
                .OrderBy(target => target.Name, StringComparer.Ordinal),
        ]
    );

    /// <summary>All targets, by name.</summary>
    public static IReadOnlyList<Target> All => Found.Value;

    /// <summary>The names of all targets.</summary>
    public static IReadOnlyCollection<string> Names => [.. All.Select(target => target.Name)];

    /// <summary>Finds a target; names compare without case, as Cake compares them.</summary>
    public static Target? Find(string name) =>
        All.FirstOrDefault(target => target.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static Target Read(Type type) =>
        new(
            type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name,
            type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? string.Empty,
            type.GetCustomAttribute<NeedsAttribute>() ?? new NeedsAttribute(),
            type.IsDefined(typeof(AnswersAttribute)),
            type.GetCustomAttribute<AnswersAttribute>()?.HasFormats == true
        );
}
