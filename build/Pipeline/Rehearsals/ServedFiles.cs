using Drill;
using Pipeline.Options;
using Releases.Fleets;

namespace Pipeline.Rehearsals;

/// <summary>What the sample application's repository holds for clusters that are served.</summary>
internal static class ServedFiles
{
    /// <summary>The texts by path: the fleet file, and the manifests that the fleet has of its own.</summary>
    /// <param name="fleet">The fleet that is rehearsed, with the drill's registry.</param>
    /// <param name="waves">The regions of the drill, by waves.</param>
    /// <param name="clusters">Their clusters.</param>
    /// <param name="folder">The drill's folder.</param>
    /// <param name="sample">The application.</param>
    public static IReadOnlyDictionary<string, string> Of(
        Fleet fleet,
        IReadOnlyList<Wave> waves,
        EmbeddedFleet clusters,
        string folder,
        SampleApplication sample
    )
    {
        var files = new Dictionary<string, string>(sample.ServedManifests)
        {
            [FoundFleet.Place] = ServedFleetFile.Of(fleet, waves, clusters, ServedDrill.KubeconfigIn(folder)),
        };
        // The Jobs that this fleet migrates with; those of the sample stand in where it has none.
        foreach (var region in waves.SelectMany(wave => wave.Regions))
        {
            var manifest = fleet.ManifestOf(fleet.Migration, region);
            if (File.Exists(manifest))
                files[Path.Combine("kubernetes", Path.GetRelativePath(fleet.Folder, manifest))] = File.ReadAllText(
                    manifest
                );
        }
        return files;
    }
}
