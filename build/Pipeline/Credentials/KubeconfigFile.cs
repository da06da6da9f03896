using Foundation.Failures;
using Foundation.Files;
using Pipeline.Running;
using Releases.Fleets;

namespace Pipeline.Credentials;

/// <summary>The file that a person has named for a region's kubeconfig, to look around with kubectl.</summary>
internal static class KubeconfigFile
{
    /// <summary>Refuses what cannot be done, before anything is fetched.</summary>
    /// <exception cref="UsageException">There is not exactly one region, its context is the user's own, or the file
    /// is.</exception>
    public static void RefuseIfUnfit(ReleaseContext context, string file)
    {
        if (context.Regions.ToArray() is not [var region])
            throw new UsageException("--kubeconfig: a file holds one region; name it with --regions=NAME");
        if (region.Provider is Provider.Context)
            throw new UsageException(
                $"--kubeconfig: region {region.Name} is context '{region.Cluster}' of a kubeconfig that is there already"
            );
        if (context.Credentials.UsersFiles.Contains(file, StringComparer.Ordinal))
            throw new UsageException($"--kubeconfig: {file} is your own, which is never written; name another file");
    }

    /// <summary>Writes what was fetched for the region, readable by this user alone.</summary>
    /// <returns>Whether there was something to write.</returns>
    /// <exception cref="ReleaseException">It cannot be written there.</exception>
    public static bool Write(ReleaseContext context, Region region, string file)
    {
        if (context.Credentials.FetchedOf(region) is not { } kubeconfig)
            return false;
        PrivateFile.Replace(file, kubeconfig);
        return true;
    }
}
