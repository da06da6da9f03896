using Foundation.Failures;
using Foundation.Files;
using Foundation.Secrets;
using Pipeline.Running;
using Releases.Fleets;

namespace Pipeline.Credentials;

/// <summary>The file that a person has named for a region's kubeconfig, to look around with kubectl.</summary>
internal static class KubeconfigFile
{
    // Only a file that begins with this was written here, and may be replaced.
    private const string Mark = "# Written by --target=Credentials, which may replace it.";

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
        // However a file is spelled: what is there and is not ours stays as it is.
        if (IsTaken(file))
            throw new UsageException(
                $"--kubeconfig: {file} is there already and was not written by this command; name another file"
            );
    }

    /// <summary>Writes what was fetched for the region, readable by this user alone.</summary>
    /// <returns>Whether there was something to write.</returns>
    /// <exception cref="ReleaseException">It cannot be written there.</exception>
    public static bool Write(ReleaseContext context, Region region, string file)
    {
        if (context.Credentials.FetchedOf(region) is not { } kubeconfig)
            return false;
        // Since the first look somebody may have put another file there.
        if (IsTaken(file))
            throw new ReleaseException(
                $"{file} is there by now, and was not written by this command; it was left alone"
            );
        PrivateFile.Replace(file, new Secret($"{Mark}\n{kubeconfig.Reveal()}"));
        return true;
    }

    private static bool IsTaken(string file)
    {
        var found = new FileInfo(file);
        if (found.LinkTarget is not null || Directory.Exists(file) || SpecialFile.Is(file))
            return true;
        if (!found.Exists)
            return false;
        try
        {
            using var reader = new StreamReader(file);
            var first = new char[Mark.Length];
            return reader.ReadBlock(first) != Mark.Length || !Mark.AsSpan().SequenceEqual(first);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
