using Foundation.Failures;
using Foundation.Files;
using Foundation.Text;
using Pipeline.Running;
using Releases.Records;

namespace Pipeline.Reports;

/// <summary>Reports in their files.</summary>
public static class ReportFile
{
    /// <summary>
    /// Writes the report of a run that has ended. One that cannot be written changes nothing about the run.
    /// </summary>
    /// <param name="file">Where to.</param>
    /// <param name="record">The run's record.</param>
    /// <param name="environment">Where it says so.</param>
    public static void WriteAtEnd(string file, RecordWriter record, RunEnvironment environment)
    {
        // By way of the record's own format: the page is the same as one that is made of the record later.
        var written = RecordFormat.Read(file, RecordFormat.Write(record.Current));
        if (WholeFile.TryWrite(file, ReleaseReport.Write(written)) is not { } failure)
        {
            environment.Output.WriteLine($"Report: {file}");
            return;
        }
        environment.Errors.WriteLine($"error: the report could not be written to {file}: {failure}");
        if (record is { File: { } source, Failure: null })
            environment.Errors.WriteLine($"next: ./build.sh --target=Report {ShellWord.Of($"--record={source}")}");
    }

    /// <summary>Writes a page.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="page">The page.</param>
    /// <exception cref="ReleaseException">It cannot be written.</exception>
    public static void Write(string file, string page)
    {
        if (WholeFile.TryWrite(file, page) is { } failure)
            throw new ReleaseException(
                $"the report could not be written to {file}: {failure}",
                "name another file with --report=FILE.html"
            );
    }
}
