using Foundation.Failures;
using Foundation.Files;
using Foundation.Limits;
using Foundation.Timing;
using Pipeline.Targets;
using Releases.Records;

namespace Pipeline.Running;

/// <summary>
/// The record of an earlier run, where the record of this one goes. What it says of regions stands nowhere else.
/// </summary>
internal static class FormerRecord
{
    /// <summary>Gives it a name of its own, after the beginning of its run.</summary>
    /// <param name="file">The file of the record, also one that does not exist.</param>
    /// <returns>The new name; <see langword="null"/> where the file holds nothing that has to be kept.</returns>
    public static string? SetAside(string file)
    {
        try
        {
            if (!File.Exists(file) || SpecialFile.Is(file))
                return null;
            var former = RecordFormat.Read(file, BoundedFile.ReadText(file, InputLimits.Record));
            // A drill is repeated at will. A run that was refused has reached no region.
            if (former.Target == TargetNames.Drill || former.Regions.All(region => region.Stages.Count == 0))
                return null;
            var name = $"{Path.GetFileNameWithoutExtension(file)}-{UtcText.InFileName(former.StartedAt)}";
            var aside = Path.Combine(Path.GetDirectoryName(file)!, $"{name}{Path.GetExtension(file)}");
            if (File.Exists(aside))
                return null;
            File.Move(file, aside);
            return aside;
        }
        // Something else than a record, or a folder that takes no other file: this run's record goes first.
        catch (Exception exception) when (exception is ReleaseException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
