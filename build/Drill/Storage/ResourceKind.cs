namespace Drill.Storage;

/// <summary>A kind of object and its names in addresses.</summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Name">The kind, such as <c>Deployment</c>.</param>
/// <param name="Plural">The resource's name in paths, such as <c>deployments</c>.</param>
/// <param name="Versions">Served versions, the preferred one first.</param>
internal sealed record ResourceKind(string Group, string Name, string Plural, params IReadOnlyList<string> Versions)
{
    public bool Namespaced { get; init; } = true;

    public bool HasStatus { get; init; }

    public bool HasScale { get; init; }

    /// <summary>Whether creation answers a question and stores nothing (access reviews).</summary>
    public bool IsQuestion { get; init; }

    /// <summary>Whether an update without a resource version is refused.</summary>
    public bool NeedsVersionToUpdate { get; init; }

    /// <summary>Whether a PUT of an object that does not exist creates it. A PATCH never does.</summary>
    public bool CreatesOnUpdate { get; init; }

    /// <summary>Whether dependents of a deleted object stay unless the request says otherwise.</summary>
    public bool OrphansByDefault { get; init; }

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public bool InCategoryAll { get; init; }

    /// <summary>Whether metadata.generation grows with the spec.</summary>
    public bool CountsGeneration { get; init; }

    public string Singular => Name.ToLowerInvariant();

    /// <summary>The resource's name in error messages and discovery caches, such as <c>deployments.apps</c>.</summary>
    public string QualifiedPlural => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>The kind's name in validation errors, such as <c>Deployment.apps</c>.</summary>
    public string QualifiedName => Group.Length == 0 ? Name : $"{Name}.{Group}";

    public string ApiVersion => ApiVersionOf(Versions[0]);

    public string ApiVersionOf(string version) => Group.Length == 0 ? version : $"{Group}/{version}";

    public bool Is(string group, string name) => Group == group && Name == name;

    public bool Equals(ResourceKind? other) => other is not null && Group == other.Group && Plural == other.Plural;

    public override int GetHashCode() => HashCode.Combine(Group, Plural);

    public override string ToString() => QualifiedPlural;
}
