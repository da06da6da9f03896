namespace Drill.Storage;

/// <summary>The kinds that one cluster serves. Grows when a CustomResourceDefinition is created.</summary>
internal sealed class KindCatalog(IEnumerable<ResourceKind> kinds)
{
    private readonly List<ResourceKind> _kinds = [.. kinds];

    public IReadOnlyList<ResourceKind> All => _kinds;

    public ResourceKind this[string group, string name] => _kinds.Single(kind => kind.Is(group, name));

    public ResourceKind? ByPath(string group, string version, string plural) =>
        _kinds.Find(kind => kind.Group == group && kind.Plural == plural && kind.Versions.Contains(version));

    /// <summary>Finds the kind that an object says it is of.</summary>
    /// <exception cref="ApiFailure">No such kind is served in that version.</exception>
    public ResourceKind Of(string? apiVersion, string? name)
    {
        var (group, version) = Split(apiVersion ?? "");
        return _kinds.Find(kind => kind.Is(group, name ?? "") && kind.Versions.Contains(version))
            ?? throw ApiFailure.BadRequest($"no matches for kind \"{name}\" in version \"{apiVersion}\"");
    }

    public void Add(ResourceKind kind)
    {
        _kinds.RemoveAll(known => known == kind);
        _kinds.Add(kind);
    }

    public static (string Group, string Version) Split(string apiVersion)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? ("", apiVersion) : (apiVersion[..slash], apiVersion[(slash + 1)..]);
    }
}
