using Migrations.Python;
using Migrations.Python.Evaluation;
using Migrations.Python.Values;

namespace Migrations.Model;

/// <summary>A class that configures an app (Django documentation, "Applications").</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Label">The app's label.</param>
/// <param name="IsDefault">Whether the class says that it is the default one.</param>
internal sealed record AppConfigurationClass(string Name, string Label, bool IsDefault);

/// <summary>The parts of <c>apps.py</c> or <c>__init__.py</c> that name the label of an app.</summary>
/// <param name="Named">
/// The name of the class that <c>default_app_config</c> names. <see langword="null"/> where the file has none.
/// </param>
/// <param name="Classes">The classes that may configure the app, in order.</param>
internal sealed record AppConfiguration(string? Named, IReadOnlyList<AppConfigurationClass> Classes)
{
    /// <summary>Reads a file.</summary>
    public static AppConfiguration Read(ReadOnlySpan<byte> bytes)
    {
        var module = PythonModule.Read(new PythonText(bytes), static _ => true, vendor: null);
        var named = (module.Values.GetValueOrDefault("default_app_config") as TextValue)?.Text;
        return new(
            named?[(named.LastIndexOf('.') + 1)..],
            [
                .. module
                    .Classes.Where(type => IsConfiguration(type) && !Is(type, "False"))
                    .Select(type => (Type: type, Label: LabelOf(type)))
                    .Where(entry => entry.Label is not null)
                    .Select(entry => new AppConfigurationClass(entry.Type.Name, entry.Label!, Is(entry.Type, "True"))),
            ]
        );
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
