using Migrations.Python;
using Migrations.Python.Evaluation;
using Migrations.Python.Values;

namespace Migrations.Model;

/// <summary>Reads a migration's file.</summary>
internal static class MigrationSourceReader
{
    private const string ClassName = "Migration";
    private const string Base = DjangoPaths.Migrations + ClassName;

    // The functions that change what a migration does (Django, Migration). Its operations use the other functions that
    // it defines.
    private static readonly string[] Own =
    [
        .. new[] { "apply", "unapply", "mutate_state", "operations", "dependencies", "run_before", "replaces" },
        .. new[] { "__init__", "__new__", "__getattr__", "__getattribute__", "__init_subclass__", "atomic" },
    ];

    /// <summary>The migration that a file defines, or <see langword="null"/> when it defines none.</summary>
    /// <param name="bytes">The file's content.</param>
    /// <param name="vendor">The vendor that conditions are decided for; <see langword="null"/> to decide none.</param>
    public static MigrationSource? Read(ReadOnlySpan<byte> bytes, string? vendor) =>
        Read(new PythonText(bytes), vendor);

    /// <summary>The migration that a file defines, or <see langword="null"/> when it defines none.</summary>
    /// <param name="text">The file.</param>
    /// <param name="vendor">The vendor that conditions are decided for; <see langword="null"/> to decide none.</param>
    public static MigrationSource? Read(PythonText text, string? vendor)
    {
        var module = PythonModule.Read(text, name => name == ClassName, vendor);
        if (module.Classes is not [.., var type])
        {
            return MightDefine(text, module) is { } line
                ? new() { Operations = [Doubtful(text, new(line, "the class Migration"))], IsAtomic = null }
                : null;
        }

        // South, which came before Django 1.7. Django ignores such files.
        if (type.Bases is [ReferenceValue parent, ..] && parent.Path.StartsWith("south.", StringComparison.Ordinal))
            return null;
        var doubts = module.Troubles.Concat(Doubts(type)).Select(trouble => Doubtful(text, trouble));
        return new()
        {
            Operations =
            [
                .. OperationReader.ReadAll(type.Attributes.GetValueOrDefault("operations")),
                .. doubts,
                .. UnreadReferences(text, type),
            ],
            Dependencies = References(type, "dependencies"),
            RunBefore = References(type, "run_before"),
            Replaces = References(type, "replaces"),
            IsAtomic = IsAtomic(type),
            Acceptances = AcceptanceReader.Read(text),
        };
    }

    /// <summary>A migration whose file could not be read at all.</summary>
    public static MigrationSource NotRead(string objectId, string why) =>
        new()
        {
            Operations = [OperationReader.Unknown(new UnknownValue(why, objectId) { Line = 1 }, why)],
            IsAtomic = null,
            IsRead = false,
        };

    // Two files with the same doubt are equal only when their whole texts are equal.
    private static Operation Doubtful(PythonText text, Trouble trouble, bool isAboutOrder = false)
    {
        var fingerprint = new Fingerprints(text, []).Of(new(0, text.Tokens.Length));
        var source = new UnknownValue(trouble.What, fingerprint) { Line = trouble.Line };
        return OperationReader.Unknown(source, $"{trouble.What} was not understood", isAboutOrder);
    }

    // A class within a condition or broken code, or a class from another module.
    private static int? MightDefine(PythonText text, PythonModule module)
    {
        for (var index = 0; index < text.Tokens.Length; index++)
        {
            if (text.Is(index, "class") && text.Is(index + 1, ClassName))
                return text.Tokens[index].Line;
        }
        return
            module.Values.TryGetValue(ClassName, out var value)
            && (value as ReferenceValue)?.Path.StartsWith("django.", StringComparison.Ordinal) != true
            ? value.Line
            : null;
    }

    private static IEnumerable<Trouble> Doubts(PythonClass type)
    {
        if (type.Bases is not [ReferenceValue { Path: Base }])
            yield return new(type.Line, "what the class derives from");
        foreach (var method in type.Methods.Intersect(Own))
            yield return new(type.Line, $"the class's own {method}()");
    }

    private static IReadOnlyList<MigrationReference> References(PythonClass type, string name)
    {
        if (type.Attributes.GetValueOrDefault(name) is not SequenceValue list)
            return [];
        var references = new List<MigrationReference>();
        foreach (var item in list.Items)
        {
            if (item is SequenceValue { Items: [TextValue label, TextValue migration] })
                references.Add(new(label.Text, migration.Text));
        }
        return references;
    }

    private static bool? IsAtomic(PythonClass type) =>
        type.Attributes.GetValueOrDefault("atomic") switch
        {
            null => !type.Methods.Contains("atomic") && type.Bases is [ReferenceValue { Path: Base }] ? true : null,
            ConstantValue { Name: "True" } => true,
            ConstantValue { Name: "False" } => false,
            _ => null,
        };

    // A swappable dependency is known. Any other part that only the running program knows may change the order.
    private static IEnumerable<Operation> UnreadReferences(PythonText text, PythonClass type)
    {
        foreach (var name in (string[])["dependencies", "replaces"])
        {
            if (type.Attributes.GetValueOrDefault(name) is not { IsKnown: false } value)
                continue;
            yield return Doubtful(text, new(value.Line, $"'{name}'"), isAboutOrder: true);
        }
    }
}
