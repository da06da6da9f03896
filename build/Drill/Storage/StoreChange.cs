namespace Drill.Storage;

/// <summary>One change of the store. For a deletion, <paramref name="Object"/> is the last state.</summary>
internal sealed record StoreChange(ChangeType Type, Stored Object, Stored? Previous)
{
    public long Version => Object.Version;
}
