using Foundation.Failures;

namespace Releases.Applying;

/// <summary>Objects that manifests asked for once, and that none asks for now.</summary>
/// <param name="objects">The region's objects.</param>
/// <param name="prunes">Whether they are to be removed.</param>
internal sealed class LeftObjects(ObjectApply objects, bool prunes)
{
    // With these goes what no manifest brings back. A person removes them.
    private static readonly string[] Kept =
    [
        "Namespace",
        "CustomResourceDefinition",
        "PersistentVolume",
        "PersistentVolumeClaim",
    ];

    /// <summary>Finds those that are there and are still ours.</summary>
    /// <param name="noted">What manifests asked for before.</param>
    /// <param name="wanted">What they ask for now.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public async Task<IReadOnlyList<AppliedObject>> FindAsync(
        IEnumerable<ObjectName> noted,
        IReadOnlyList<ManifestObject> wanted,
        CancellationToken cancellationToken
    )
    {
        var left = new List<AppliedObject>();
        foreach (var name in noted.Where(name => !name.IsAskedForBy(wanted)))
        {
            var found = name.WithoutManifest;
            if (await objects.FindOwnAsync(found, cancellationToken) is not null)
                left.Add(
                    new AppliedObject(
                        found,
                        prunes && !Kept.Contains(found.Kind) ? ObjectChange.Removed : ObjectChange.Left
                    )
                );
        }
        return left;
    }
}
