using System.Diagnostics;

namespace Drill.Tests.Kubectl;

/// <summary>
/// The kubectls of this machine: every <c>kubectl</c> and <c>kubectl.1.NN</c> on the path or beside the first one.
/// </summary>
internal sealed class KubectlCommand : IDisposable
{
    // For what hangs.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly string _executable;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("drill-kubectl-");

    public KubectlCommand(string executable, EmbeddedCluster cluster)
    {
        _executable = executable;
        File.WriteAllText(KubeconfigFile, cluster.Kubeconfig);
    }

    public static IReadOnlyList<string> Executables { get; } = Find();

    private string KubeconfigFile => Path.Combine(_folder.FullName, "kubeconfig");

    public string Write(string manifest)
    {
        var file = Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}.yaml");
        File.WriteAllText(file, manifest);
        return file;
    }

    /// <summary>Runs the command and gives its output, errors included.</summary>
    /// <exception cref="InvalidOperationException">It ended with another exit code than 0.</exception>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var (exitCode, output) = await TryAsync(arguments);
        return exitCode == 0
            ? output
            : throw new InvalidOperationException($"kubectl {string.Join(' ', arguments)}: exit {exitCode}\n{output}");
    }

    public async Task<(int ExitCode, string Output)> TryAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    /// <summary>Runs the command, gives its lines as they come, and ends it when nobody wants more of them.</summary>
    public async IAsyncEnumerable<string> ReadLinesAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
                yield return line;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo(_executable, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["KUBECONFIG"] = KubeconfigFile;
        start.Environment["HOME"] = _folder.FullName;
        return Process.Start(start)!;
    }

    private static IReadOnlyList<string> Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var first = folders.Select(_folder => Path.Combine(_folder, "kubectl")).FirstOrDefault(File.Exists);
        if (first is null)
            return [];

        var real = File.ResolveLinkTarget(first, returnFinalTarget: true)?.FullName ?? first;
        var versions = Directory
            .GetFiles(Path.GetDirectoryName(real)!, "kubectl.1.*")
            .Order(StringComparer.Ordinal)
            .ToArray();
        return versions.Length == 0 ? [first] : [versions[0], versions[^1]];
    }
}
