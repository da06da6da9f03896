using Migrations.Python;
using Migrations.Python.Evaluation;
using Migrations.Python.Values;

namespace Migrations.Comparison;

/// <summary>
/// Finds the label of an app (Django documentation, "Applications"): what <c>apps.py</c> says, else the folder's name.
/// </summary>
internal static class AppLabel
{
    /// <summary>The label of the app in a folder.</summary>
    /// <param name="folder">The folder's path.</param>
    /// <param name="configuration">The content of its <c>apps.py</c>; <see langword="null"/> without one.</param>
    public static string Of(string folder, byte[]? configuration) =>
        configuration is not null && Read(new(configuration)) is { Length: > 0 } label ? label
        : folder.Length == 0 ? "(top)"
        : folder[(folder.LastIndexOf('/') + 1)..];

    private static string? Read(PythonText text)
    {
        var module = PythonModule.Read(text, static _ => true);
        var candidates = module.Classes.Where(type => LabelOf(type) is not null && !Is(type, "False")).ToList();
        var chosen = candidates.FindAll(type => Is(type, "True"));
        var labels = (chosen.Count > 0 ? chosen : candidates).Select(LabelOf).Distinct().ToList();
        return labels is [var only] ? only : null;
    }

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
