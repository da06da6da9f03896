using System.Collections.Concurrent;

namespace Drill.Images;

/// <summary>The manifests of all repositories, each under its digest and the tags that name it.</summary>
internal sealed class ManifestStore
{
    private readonly ConcurrentDictionary<(string Repository, string Reference), Manifest> _manifests = new();

    public IEnumerable<(string Repository, string Name)> Tags => _manifests.Keys.Where(key => !IsDigest(key.Reference));

    public static bool IsDigest(string reference) => reference.Contains(':', StringComparison.Ordinal);

    public Manifest? Find(string repository, string reference) => _manifests.GetValueOrDefault((repository, reference));

    /// <summary>Adds a manifest; a tag that named another one names this one from now on.</summary>
    public void Put(string repository, string reference, Manifest manifest)
    {
        _manifests[(repository, manifest.Digest)] = manifest;
        _manifests[(repository, reference)] = manifest;
    }
}
