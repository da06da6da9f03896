using Migrations.Python.Evaluation;
using Migrations.Python.Values;

namespace Migrations.Schema;

/// <summary>A field as a migration writes it (Django documentation, "Model field reference").</summary>
internal sealed class FieldDefinition
{
    private readonly Dictionary<string, PythonValue> _attributes = [];

    private FieldDefinition(CallValue call)
    {
        Source = call;
        Type = call.Path.Length > 0 ? call.Path : call.Name;
        Name = call.Name;
        foreach (var (name, value) in call.Keywords)
            _attributes[name] = value;
        string[] places =
            IsForeignKey ? ["to", "on_delete"]
            : IsManyToMany ? ["to"]
            : IsDjango && Name == "ArrayField" ? ["base_field", "size"]
            : IsStream ? ["block_types", "use_json_field"]
            : IsDjango || call.Positional is [TextValue or CallValue, ..] ? ["verbose_name"]
            // The class is not known, and its first argument is none that people read.
            : [];
        foreach (var (name, value) in places.Zip(call.Positional))
            _attributes.TryAdd(name, value);
        // Only versions of Wagtail that always keep jsonb write the look-up.
        if (IsStream && _attributes.ContainsKey("block_lookup"))
            _attributes.TryAdd("use_json_field", new ConstantValue("True") { Line = call.Line });
        IsComplete =
            (IsComposite || call.Positional.Count <= places.Length)
            && !_attributes.ContainsKey(CallEvaluator.UnknownArguments);
    }

    /// <summary>The call that makes the field.</summary>
    public CallValue Source { get; }

    /// <summary>The field's class, with its module.</summary>
    public string Type { get; }

    /// <summary>The field's class, without the module.</summary>
    public string Name { get; }

    /// <summary>Whether every attribute could be read.</summary>
    public bool IsComplete { get; }

    /// <summary>The names of the attributes that are set.</summary>
    public IReadOnlyCollection<string> Attributes => _attributes.Keys;

    /// <summary>Whether the field's class is one of Django's own.</summary>
    public bool IsDjango => Type == DjangoPaths.Models + Name || Type == DjangoPaths.Postgres + Name || IsGeographic;

    /// <summary>Whether the field is one of Django's geographic ones.</summary>
    public bool IsGeographic => Type.StartsWith("django.contrib.gis.", StringComparison.Ordinal);

    /// <summary>Whether it is a primary key that consists of other fields.</summary>
    public bool IsComposite => Type == DjangoPaths.Models + "CompositePrimaryKey";

    /// <summary>Whether the field is many-to-many. It then has a table of its own in place of a column.</summary>
    public bool IsManyToMany => Name.EndsWith("ManyToManyField", StringComparison.Ordinal);

    /// <summary>Whether the field is a column that points to another table.</summary>
    public bool IsForeignKey =>
        Name.EndsWith("ForeignKey", StringComparison.Ordinal)
        || Name.EndsWith("OneToOneField", StringComparison.Ordinal)
        || (!IsManyToMany && _attributes.ContainsKey("on_delete"));

    /// <summary>
    /// Whether it is a manager among the fields (taggit's <c>TaggableManager</c>). A manager has no column.
    /// </summary>
    public bool IsManager => !IsDjango && Name.EndsWith("Manager", StringComparison.Ordinal);

    /// <summary>Whether Django makes a table of links for the field.</summary>
    public bool HasLinks => IsManyToMany && !Has("through");

    /// <summary>Whether it is one of the content types' relations, which use columns of other fields.</summary>
    public bool IsGeneric => Name is "GenericForeignKey" or "GenericRelation";

    /// <summary>Whether the field has a column in the table of its model.</summary>
    public bool HasColumn => !IsManyToMany && !IsManager && !IsGeneric && !IsComposite;

    /// <summary>
    /// Whether the database itself handles the deletion of the row that the field points to (<c>DB_CASCADE</c> and its
    /// like). With <c>CASCADE</c> Django does.
    /// </summary>
    public bool IsFollowed =>
        this["on_delete"] is ReferenceValue reference && reference.Name.StartsWith("DB_", StringComparison.Ordinal);

    /// <summary>
    /// Whether the field has an index that is not unique. Slugs, foreign keys and geographic fields have one by default
    /// in Django.
    /// </summary>
    public bool IsIndexed =>
        HasColumn
        && (
            (IsGeographic && Flag("spatial_index", unset: true) is not false)
            || (IsUnique is not true && Flag("db_index", unset: IsForeignKey || IsSlug) is not false)
        );

    // Classes of packages derive from Django's and keep its name's end, such as AutoSlugField.
    private bool IsSlug => Name.EndsWith("SlugField", StringComparison.Ordinal);

    // The blocks of Wagtail's pages.
    private bool IsStream => Name == "StreamField" && Type.StartsWith("wagtail.", StringComparison.Ordinal);

    /// <summary>Whether the database computes the field.</summary>
    public bool IsGenerated => Type == DjangoPaths.Models + "GeneratedField";

    /// <summary>An attribute. <see langword="null"/> when it is not set.</summary>
    public PythonValue? this[string attribute] => _attributes.GetValueOrDefault(attribute);

    /// <summary>Whether the field points to another model.</summary>
    public bool IsRelation => IsForeignKey || IsManyToMany;

    /// <summary>Whether a call makes a field, by the call's name.</summary>
    public static bool IsField(CallValue call) =>
        call.Name.EndsWith("Field", StringComparison.Ordinal)
        || call.Name.EndsWith("ForeignKey", StringComparison.Ordinal);

    /// <summary>Reads a field. <see langword="null"/> when the value is not written as a field.</summary>
    public static FieldDefinition? Of(PythonValue? value) => value is CallValue call ? new(call) : null;

    /// <summary>
    /// An attribute that is true or false. <see langword="null"/> when only the running program knows it.
    /// </summary>
    public bool? Flag(string attribute, bool unset = false) =>
        this[attribute] switch
        {
            null => unset,
            ConstantValue { Name: "True" } => true,
            ConstantValue { Name: "False" or "None" } => false,
            LiteralValue { Text: "1" } => true,
            LiteralValue { Text: "0" } => false,
            _ => null,
        };

    /// <summary>Whether an attribute has a value other than <c>None</c>.</summary>
    public bool Has(string attribute) => this[attribute] is not (null or ConstantValue { Name: "None" });

    /// <summary>
    /// Whether the column accepts NULL. <see langword="null"/> when only the running program knows it.
    /// </summary>
    public bool? IsNullable => Name == "NullBooleanField" ? true : Flag("null");

    /// <summary>
    /// Whether no two rows may have the same value. <see langword="null"/> when only the running program knows it.
    /// </summary>
    public bool? IsUnique =>
        Name.EndsWith("OneToOneField", StringComparison.Ordinal) ? true
        : Flag("unique") is false && Flag("primary_key") is false ? false
        : Flag("unique") is true || Flag("primary_key") is true ? true
        : null;

    /// <summary>The number of an attribute. <see langword="null"/> when it is no number.</summary>
    public long? Number(string attribute) =>
        this[attribute] is LiteralValue literal
        && long.TryParse(literal.Text, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
