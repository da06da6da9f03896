using Foundation.Limits;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Foundation.Yaml;

/// <summary>
/// Passes a parser's events on while they are few enough. It counts before a tree is built of them: building recurses
/// into the nesting, and a walk of the tree goes through every alias again.
/// </summary>
internal sealed class BoundedYamlParser(IParser inner) : IParser
{
    private readonly Stack<(AnchorName Anchor, long Before)> _open = new();

    // What each anchor stands for so far in the document; null while it is being read.
    private readonly Dictionary<AnchorName, long?> _sizes = [];
    private long _values;
    private long _aliased;

    public ParsingEvent? Current => inner.Current;

    public bool MoveNext()
    {
        if (!inner.MoveNext())
            return false;
        Count(inner.Current!);
        return true;
    }

    private void Count(ParsingEvent next)
    {
        switch (next)
        {
            case DocumentStart:
                _sizes.Clear();
                break;
            case AnchorAlias alias:
                Add(alias, SizeOf(alias), isAliased: true);
                break;
            case Scalar scalar:
                Add(scalar, 1, isAliased: false);
                Keep(scalar.Anchor, 1);
                break;
            case NodeEvent collection:
                Open(collection);
                break;
            case MappingEnd or SequenceEnd:
                Close();
                break;
        }
    }

    private void Open(NodeEvent collection)
    {
        if (_open.Count >= InputLimits.YamlDepth)
            throw Refused(collection, $"it is nested more than {InputLimits.YamlDepth} levels deep");
        _open.Push((collection.Anchor, _values + _aliased));
        Add(collection, 1, isAliased: false);
        Keep(collection.Anchor, null);
    }

    private void Close()
    {
        var (anchor, before) = _open.Pop();
        // An anchor of the same name inside it is the newer one.
        if (!anchor.IsEmpty && _sizes[anchor] is null)
            _sizes[anchor] = _values + _aliased - before;
    }

    private void Keep(AnchorName anchor, long? size)
    {
        if (!anchor.IsEmpty)
            _sizes[anchor] = size;
    }

    private long SizeOf(AnchorAlias alias) =>
        !_sizes.TryGetValue(alias.Value, out var size)
            ? throw Refused(alias, "no anchor of this alias stands before it")
            // A walk of such a tree never ends.
            : size ?? throw Refused(alias, "a node contains itself through this alias");

    private void Add(ParsingEvent next, long count, bool isAliased)
    {
        if (isAliased)
            _aliased += count;
        else
            _values += count;
        if (_aliased > InputLimits.YamlAliasedValues)
            throw Refused(next, $"its aliases stand for more than {InputLimits.YamlAliasedValues} values");
        if (_values > InputLimits.YamlValues)
            throw Refused(next, $"it has more than {InputLimits.YamlValues} values");
    }

    private static YamlLimitException Refused(ParsingEvent at, string what) => new(at.Start, at.End, what);
}
