using System.Collections.Immutable;
using Migrations.Python.Values;

namespace Migrations.Model;

/// <summary>Reads the model that an operation creates.</summary>
/// <param name="place">The file and line of the operation, for doubts.</param>
internal sealed class ModelReading(string place)
{
    private string? _doubt;

    /// <summary>Reads <c>CreateModel</c>.</summary>
    public ModelState Read(Operation operation)
    {
        var fields = Fields(operation);
        var options = Options(operation);
        return new()
        {
            Name = operation.Text("name"),
            Fields = fields,
            Options = options,
            Doubt = _doubt,
        };
    }

    /// <summary>The entries of a dictionary whose keys are strings.</summary>
    public static IEnumerable<KeyValuePair<string, PythonValue>> Entries(MappingValue mapping) =>
        mapping
            .Entries.Where(entry => entry.Key is TextValue)
            .Select(entry => KeyValuePair.Create(((TextValue)entry.Key).Text, entry.Value));

    private ImmutableDictionary<string, FieldState> Fields(Operation operation)
    {
        var fields = ImmutableDictionary.CreateBuilder<string, FieldState>();
        if (operation["fields"] is not SequenceValue list)
        {
            _doubt = place;
            return fields.ToImmutable();
        }
        foreach (var item in list.Items)
        {
            if (item is SequenceValue { Items: [TextValue name, var definition] })
                fields[name.Text] = new(definition);
            else
                _doubt = place;
        }
        return fields.ToImmutable();
    }

    private ImmutableDictionary<string, PythonValue> Options(Operation operation)
    {
        if (operation["options"] is MappingValue mapping)
            return ImmutableDictionary<string, PythonValue>.Empty.SetItems(Entries(mapping));
        if (!operation.IsNone("options"))
            _doubt = place;
        return ImmutableDictionary<string, PythonValue>.Empty;
    }
}
