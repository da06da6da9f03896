namespace Drill.Storage;

/// <summary>Where an object lives. The namespace is empty for kinds of the cluster's scope.</summary>
internal readonly record struct ObjectKey(ResourceKind Kind, string Namespace, string Name);
