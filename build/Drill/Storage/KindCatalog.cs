namespace Drill.Storage;

/// <summary>The kinds that one cluster serves. A new CustomResourceDefinition adds a kind.</summary>
internal sealed class KindCatalog(IEnumerable<ResourceKind> kinds)
{
    private readonly List<ResourceKind> _kinds = [.. kinds];

    public IReadOnlyList<ResourceKind> All => _kinds;

    public ResourceKind this[string group, string name] => _kinds.Single(kind => kind.Is(group, name));

    public ResourceKind? ByPath(string group, string version, string plural) =>
        _kinds.Find(kind => kind.Group == group && kind.Plural == plural && kind.Versions.Contains(version));

    /// <summary>Finds an object's kind by the object's own words.</summary>
    /// <exception cref="ApiFailure">The cluster does not serve this kind in this version.</exception>
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
