using Migrations.Python.Values;

namespace Migrations.Model;

/// <summary>A model as a relation names it: <c>"app.Model"</c>, <c>"Model"</c> of the same app, or a setting.</summary>
/// <param name="Label">The app's label; empty for the app of the relation.</param>
/// <param name="Name">The model's name; empty when only the running program knows it.</param>
/// <param name="Setting">The setting that names the model; empty when none does.</param>
internal sealed record ModelReference(string Label, string Name, string Setting)
{
    private static readonly ModelReference Unknown = new("", "", "");

    /// <summary>Whether the model is known.</summary>
    public bool IsKnown => Name.Length > 0 || Setting.Length > 0;

    /// <summary>The model's name for people.</summary>
    public string Display =>
        Setting.Length > 0 ? Setting
        : Name.Length == 0 ? "a model that is not known"
        : Label.Length > 0 ? $"{Label}.{Name}"
        : Name;

    /// <summary>Reads the target of a relation.</summary>
    public static ModelReference Of(PythonValue? value) =>
        value switch
        {
            TextValue text => Of(text.Text),
            CallValue { Name: "swappable_dependency", Positional: [var inner] } => Of(inner),
            ReferenceValue { Path: DjangoPaths.UserModel } => new("", "", "settings.AUTH_USER_MODEL"),
            ReferenceValue reference
                when reference.Path.StartsWith("django.conf.settings.", StringComparison.Ordinal) => new(
                "",
                "",
                $"settings.{reference.Name}"
            ),
            _ => Unknown,
        };

    /// <summary>
    /// Whether two references of one app mean the same model. <see langword="null"/> when that is not known.
    /// </summary>
    public bool? Matches(ModelReference other, string ownLabel)
    {
        if (!IsKnown || !other.IsKnown)
            return null;
        if (Setting.Length > 0 || other.Setting.Length > 0)
            return Setting == other.Setting ? true : null;
        return Same(Name, other.Name) && Same(OwnOr(Label, ownLabel), OwnOr(other.Label, ownLabel));
    }

    private static string OwnOr(string label, string own) => label.Length > 0 ? label : own;

    private static bool Same(string left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static ModelReference Of(string text)
    {
        var dot = text.LastIndexOf('.');
        return dot < 0 ? new("", text, "") : new(text[..dot], text[(dot + 1)..], "");
    }
}
