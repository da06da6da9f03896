using Migrations.Python.Evaluation;
using Migrations.Python.Values;

namespace Migrations.Comparison;

/// <summary>
/// Finds the label of an app (Django documentation, "Applications"). Its configuration in <c>apps.py</c> or
/// <c>__init__.py</c> names it, or else its folder.
/// </summary>
internal static class AppLabel
{
    /// <summary>The label of the app in a folder.</summary>
    /// <param name="folder">The folder's path.</param>
    /// <param name="configurations">The contents of its <c>apps.py</c> and <c>__init__.py</c>.</param>
    public static string Of(string folder, IEnumerable<byte[]> configurations) =>
        Read([.. configurations.Select(content => PythonModule.Read(new(content), static _ => true))])
            is { Length: > 0 } label
            ? label
        : folder.Length == 0 ? "(top)"
        : folder[(folder.LastIndexOf('/') + 1)..];

    private static string? Read(IReadOnlyList<PythonModule> modules)
    {
        var candidates = modules
            .SelectMany(module => module.Classes)
            .Where(type => LabelOf(type) is not null && IsConfiguration(type) && !Is(type, "False"))
            .ToList();
        var named = modules.Select(module => module.Values.GetValueOrDefault("default_app_config") as TextValue);
        var names = named.OfType<TextValue>().Select(path => path.Text[(path.Text.LastIndexOf('.') + 1)..]).ToHashSet();
        var chosen = candidates.FindAll(type => Is(type, "True") || names.Contains(type.Name));
        var labels = (chosen.Count > 0 ? chosen : candidates).Select(LabelOf).Distinct().ToList();
        return labels is [var only] ? only : null;
    }

    // AppConfig may be imported under any name. Other classes of __init__.py may have a name also.
    private static bool IsConfiguration(PythonClass type) =>
        type.Bases.Count > 0
        && (
            type.Name.EndsWith("Config", StringComparison.Ordinal)
            || type.Bases.Any(parent =>
                parent is ReferenceValue reference && reference.Name.EndsWith("Config", StringComparison.Ordinal)
            )
        );

    private static bool Is(PythonClass type, string constant) =>
        type.Attributes.GetValueOrDefault("default") is ConstantValue value && value.Name == constant;

    private static string? LabelOf(PythonClass type)
    {
        if (type.Attributes.GetValueOrDefault("label") is { } label)
            return (label as TextValue)?.Text;
        return type.Attributes.GetValueOrDefault("name") is TextValue name
            ? name.Text[(name.Text.LastIndexOf('.') + 1)..]
            : null;
    }
}
