using System.Diagnostics;

namespace Benchmarks.Measuring;

/// <summary>A command that is run to its end and measured.</summary>
internal sealed record Command(string File, params IReadOnlyList<string> Arguments)
{
    private const int ShownLines = 20;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>Variables that it gets besides this program's own.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>The exit codes that are an answer.</summary>
    public IReadOnlyList<int> Answers { get; init; } = [0];

    /// <summary>Runs it.</summary>
    /// <exception cref="InvalidOperationException">It fails, or does not end within ten minutes.</exception>
    public async Task<Measurement> RunAsync(string folder)
    {
        var start = new ProcessStartInfo(File, Arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // An engine would add the time of its builds; and nobody is there to ask.
        start.Environment["DOCKER_HOST"] = "unix:///nonexistent/docker.sock";
        start.Environment["CI"] = "true";
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;
        var before = ProcessTree.ProcessorOfEndedChildren();
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var ended = process.WaitForExitAsync();
        var peak = 0L;
        while (await Task.WhenAny(ended, Task.Delay(Look)) != ended)
        {
            peak = Math.Max(peak, ProcessTree.MemoryOf(process.Id));
            if (watch.Elapsed < Limit)
                continue;
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{this} did not end within {Limit.TotalMinutes} minutes");
        }
        var elapsed = watch.Elapsed;
        var words = await said;
        return Answers.Contains(process.ExitCode)
            ? new Measurement(elapsed, ProcessTree.ProcessorOfEndedChildren() - before, peak)
            : throw new InvalidOperationException(
                $"{this} ended with exit code {process.ExitCode}: {LastLines(words)}"
            );
    }

    private static string LastLines(string[] words) =>
        string.Join('\n', string.Concat(words).Trim().Split('\n').TakeLast(ShownLines));

    public override string ToString() => $"{Path.GetFileName(File)} {string.Join(' ', Arguments)}";
}
