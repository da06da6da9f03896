namespace Drill.Storage;

/// <summary>One change of the store. For a deletion, <paramref name="Object"/> is the object's last state.</summary>
internal sealed record StoreChange(ChangeType Type, Stored Object, Stored? Previous)
{
    public long Version => Object.Version;
}

/// <summary>What happened to an object, in the words of a watch.</summary>
internal enum ChangeType
{
    Added,
    Modified,
    Deleted,
}
