using Drill;
using Pipeline.Options;
using Releases.Applying;
using Releases.Fleets;
using Releases.Manifests;

namespace Pipeline.Rehearsals;

/// <summary>
/// What the sample application's repository holds for clusters that are served: what these were made of.
/// </summary>
internal static class ServedFiles
{
    /// <summary>The texts by path: the fleet file and its manifests.</summary>
    /// <param name="fleet">The fleet that is rehearsed, with the drill's registry.</param>
    /// <param name="root">This repository.</param>
    /// <param name="waves">The regions of the drill, by waves.</param>
    /// <param name="clusters">Their clusters.</param>
    /// <param name="folder">The drill's folder.</param>
    public static IReadOnlyDictionary<string, string> Of(
        Fleet fleet,
        string root,
        IReadOnlyList<Wave> waves,
        EmbeddedFleet clusters,
        string folder
    )
    {
        var files = new Dictionary<string, string>
        {
            [FoundFleet.Place] = ServedFleetFile.Of(fleet, waves, clusters, ServedDrill.KubeconfigIn(folder)),
        };
        var source = RehearsedObjects.WithManifests(fleet, root);
        foreach (var region in waves.SelectMany(wave => wave.Regions))
        {
            foreach (var file in FleetManifests.FilesOf(source, region))
                Add(files, source, Path.Combine(source.Folder, file));
            // The Jobs of the sample stand in where this fleet has none.
            var migration = fleet.ManifestOf(fleet.Migration, region);
            if (File.Exists(migration))
                Add(files, fleet, migration);
        }
        return files;
    }

    private static void Add(Dictionary<string, string> files, Fleet fleet, string file) =>
        files[Path.Combine("kubernetes", Path.GetRelativePath(fleet.Folder, file))] = ManifestFile.ReadText(file);
}
