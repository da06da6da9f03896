using System.Diagnostics;

namespace Benchmarks;

/// <summary>Runs a command to its end and tells how long it took and how much memory it had.</summary>
internal sealed record Command(string File, params string[] Arguments)
{
    private const int LongestRunMinutes = 10;

    public Measurement Run(string folder)
    {
        var start = new ProcessStartInfo(File, Arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // An engine would add the time of its builds.
        start.Environment["DOCKER_HOST"] = "unix:///nonexistent/docker.sock";
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var peak = 0L;
        var lastWords = "";
        process.OutputDataReceived += (_, _) => peak = Math.Max(peak, PeakOf(process));
        process.ErrorDataReceived += (_, said) =>
            lastWords = string.IsNullOrWhiteSpace(said.Data) ? lastWords : said.Data;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(TimeSpan.FromMinutes(LongestRunMinutes)))
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{this} did not end within {LongestRunMinutes} minutes");
        }
        process.WaitForExit();
        return process.ExitCode == 0
            ? new Measurement(watch.Elapsed, peak)
            : throw new InvalidOperationException($"{this} ended with exit code {process.ExitCode}: {lastWords}");
    }

    public override string ToString() => $"{Path.GetFileName(File)} {string.Join(' ', Arguments)}";

    private static long PeakOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }
}
