using Migrations.Python.Syntax;

namespace Migrations.Python.Evaluation;

/// <summary>What a run of tokens does with names, found in one pass. Attributes are no names.</summary>
internal sealed class CodeNames
{
    private static readonly HashSet<string> Changing =
    [
        .. new[] { "append", "extend", "insert", "remove", "pop", "clear", "sort", "reverse" },
        .. new[] { "update", "setdefault", "popitem", "add", "discard", "__setitem__", "__delitem__", "__iadd__" },
    ];

    private readonly HashSet<string> _mentioned = [];
    private readonly HashSet<string> _called = [];
    private readonly HashSet<string> _changed = [];
    private readonly HashSet<string> _global = [];
    private readonly List<string> _models = [];

    /// <summary>Reads a run of tokens.</summary>
    /// <param name="text">The file.</param>
    /// <param name="range">The tokens.</param>
    /// <param name="definition">The function or class that they are the body of.</param>
    public CodeNames(PythonText text, TokenRange range, Statement? definition = null)
    {
        var isGlobal = false;
        for (var index = range.Start; index < range.End; index++)
        {
            isGlobal = text.Is(index, "global") || (isGlobal && text.Tokens[index].Kind != TokenKind.Newline);
            if (text.Tokens[index].Kind != TokenKind.Name)
                continue;
            if (text.Is(index, "get_model") && text.Is(index + 1, "("))
                AddModel(AskedModels.At(text, index + 2));
            if (text.Is(index - 1, ".") || Keywords.Contains(text[text.Tokens[index]]))
                continue;
            var name = text[text.Tokens[index]].ToString();
            _mentioned.Add(name);
            if (isGlobal)
                _global.Add(name);
            if (text.Is(index + 1, "("))
                _called.Add(name);
            if (IsChanged(text, index))
                _changed.Add(name);
        }
        if (definition is null)
            return;
        Own = LocalNames.Of(text, definition, range);
        ChangesGiven = LocalNames.Given(text, definition).Overlaps(_changed);
    }

    /// <summary>All names.</summary>
    public IReadOnlyCollection<string> Mentioned => _mentioned;

    /// <summary>The names that are called.</summary>
    public IReadOnlyCollection<string> Called => _called;

    /// <summary>The names of things that are changed in place.</summary>
    public IReadOnlyCollection<string> Changed => _changed;

    /// <summary>The names after <c>global</c>.</summary>
    public IReadOnlySet<string> Global => _global;

    /// <summary>The models that are asked for, in order, without those of other functions.</summary>
    public IReadOnlyList<string> Models => _models;

    /// <summary>The names that no other code sees.</summary>
    public IReadOnlySet<string> Own { get; } = new HashSet<string>();

    /// <summary>Whether a parameter is changed in place, and with it what a caller has.</summary>
    public bool ChangesGiven { get; }

    private void AddModel(string? model)
    {
        if (model is not null && !_models.Contains(model))
            _models.Add(model);
    }

    private static bool IsChanged(PythonText text, int index)
    {
        if (text.Is(index - 1, "del") || text.Is(index + 1, "+="))
            return true;
        if (text.Is(index + 1, "."))
            return Changing.Contains(text[text.Tokens[index + 2]].ToString());
        if (!text.Is(index + 1, "["))
            return false;
        var next = text.Brackets.EndOf(index + 1) + 1;
        return next < text.Tokens.Length
            && text.Tokens[next].Kind == TokenKind.Operator
            && Operators.IsAssignment(text[text.Tokens[next]]);
    }
}
