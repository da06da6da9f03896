using Foundation.Files;
using Foundation.Text;
using Releases.Fleets;
using Releases.Records;

namespace Pipeline.Reports;

/// <summary>What a run came to as variables, for GitLab's <c>artifacts: reports: dotenv</c>.</summary>
public static class DotenvFile
{
    /// <summary>
    /// Writes the variables of a run that has ended. A file that cannot be written changes nothing about the run.
    /// </summary>
    /// <param name="file">Where to.</param>
    /// <param name="record">The run's record.</param>
    /// <param name="regions">The regions of the run.</param>
    /// <param name="errors">Where it says so.</param>
    public static void WriteAtEnd(string file, ReleaseRecord record, IEnumerable<Region> regions, TextWriter errors)
    {
        if (WholeFile.TryWrite(file, Text(record, [.. regions])) is { } failure)
            errors.WriteLine($"error: the variables could not be written to {file}: {failure}");
    }

    /// <summary>
    /// The variables: <c>RELEASE_VERSION</c>, <c>RELEASE_OUTCOME</c>, <c>RELEASE_COMMIT</c> and, of a single region,
    /// <c>RELEASE_URL</c>.
    /// </summary>
    public static string Text(ReleaseRecord record, IReadOnlyList<Region> regions)
    {
        var lines = new List<string>
        {
            $"RELEASE_VERSION={record.Version}",
            $"RELEASE_OUTCOME={record.Outcome.Word()}",
        };
        if (record.Commit is { } commit)
            lines.Add($"RELEASE_COMMIT={commit}");
        if (regions is [{ Url: { } url }])
            lines.Add($"RELEASE_URL={url.AbsoluteUri}");
        return string.Concat(lines.Select(line => line + "\n"));
    }
}
