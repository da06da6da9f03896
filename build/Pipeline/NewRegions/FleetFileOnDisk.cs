using Foundation.Failures;
using Foundation.Files;
using Foundation.Limits;
using Foundation.Text;
using Pipeline.Options;
using Pipeline.Running;
using Pipeline.Tools.Git;
using Releases.Fleets.Editing;
using Releases.Manifests;

namespace Pipeline.NewRegions;

/// <summary>The fleet file as a person has it: read before a change is shown, written when it is confirmed.</summary>
internal static class FleetFileOnDisk
{
    /// <summary>Reads the file.</summary>
    /// <exception cref="UsageException">It is a link, cannot be read, or is not UTF-8.</exception>
    /// <exception cref="RefusedException">It has changes that nobody has committed.</exception>
    public static async Task<string> ReadAsync(ReleaseContext context)
    {
        var file = context.Fleet.File;
        ManifestFile.RefuseLink(new FileInfo(file));
        if (RepositoryFolder.TopOf(context.Fleet.Folder) is { } top)
            await RefuseUncommittedAsync(context, file, top);
        return Read(file);
    }

    /// <summary>Writes the change as a whole, unless somebody has changed the file since it was read.</summary>
    /// <exception cref="RefusedException">Somebody has.</exception>
    /// <exception cref="ReleaseException">It cannot be written.</exception>
    public static void Write(string file, FleetChange change)
    {
        if (Read(file) != change.Before)
            throw new RefusedException(
                [$"{file}: somebody has changed it meanwhile, so nothing was written"],
                "run the same command again"
            );
        if (WholeFile.TryWrite(file, change.After) is { } failure)
            throw new ReleaseException($"{file}: cannot be written: {failure.ReplaceLineEndings(" ")}");
    }

    private static async Task RefuseUncommittedAsync(ReleaseContext context, string file, string top)
    {
        var settings = new GitSettings { WorkingDirectory = top };
        var path = Path.GetRelativePath(top, file).Replace(Path.DirectorySeparatorChar, '/');
        // A folder of which nothing is committed stands for all that is in it.
        var changes = await context.GitChangesAsync(settings, context.Cancelled);
        if (
            changes.Any(change =>
                path == change.Path
                || (change.Path.EndsWith('/') && path.StartsWith(change.Path, StringComparison.Ordinal))
            )
        )
            throw new RefusedException(
                [$"{file}: it has changes that are not committed, which would be mixed with the new region"],
                $"{ShellWord.Line("git", "-C", top, "diff", "--", path)} shows them; commit or discard them first"
            );
    }

    private static string Read(string file) => BoundedFile.ReadWrittenText(file, InputLimits.TextFile);
}
