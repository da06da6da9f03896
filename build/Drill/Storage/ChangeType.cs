namespace Drill.Storage;

/// <summary>What happened to an object, in the words of a watch.</summary>
internal enum ChangeType
{
    Added,
    Modified,
    Deleted,
}
